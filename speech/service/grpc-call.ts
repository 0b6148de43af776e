/** The part of a gRPC library's calls that the handlers use; the library itself is bound to a socket in bot/. */
import type { EventEmitter } from 'node:events';

/** Emits `cancelled`, `error` and `drain`; an emitted `error` ends the call with that status. */
export interface WritableCall<Request, Message> extends EventEmitter {
  readonly request: Request;
  /** False when the peer has to read first. */
  write(message: Message): boolean;
  end(): void;
}

/** Emits `data` and `end` as well. */
export interface DuplexCall<Request, Message> extends Omit<WritableCall<Request, Message>, 'request'> {
  pause(): this;
  resume(): this;
}

export interface UnaryCall<Request> {
  readonly request: Request;
}

export type UnaryAnswer<Message> = (error: null, message: Message) => void;
