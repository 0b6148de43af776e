/**
 * One visitor's socket: parses every event at the border, answers what does not fit with a Fault, hands turns to the
 * runtime. The conversation comes from the token alone: no event can name another one.
 */
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import {
  type Clock,
  Fault,
  type InboundTurn,
  schemaIssues,
  toFault,
  toTurnId,
  type VisitorServerEvents,
  type VisitorTurn,
  visitorSync,
  visitorTurn,
  voiceMark,
  voiceStart,
} from '../../../protocol/index.js';
import {
  type KeyedBuckets,
  type Rate,
  TokenBucket,
  type Visitor,
  type VisitorTokens,
} from '../../access/index.js';
import type { Runtime } from '../../runtime/index.js';
import type { BotStore } from '../../store/index.js';
import { adoptTraceparent, describeError, type Logger, type Metrics } from '../../telemetry/index.js';
import type { VoiceGateway } from './ports.js';
import { SocketVoice } from './voice-lines.js';

export interface WebChannelParts {
  readonly runtime: Runtime;
  readonly store: Pick<BotStore, 'conversations' | 'console' | 'feed'>;
  readonly tokens: VisitorTokens;
  readonly voice?: VoiceGateway;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Turns per conversation, over all its sockets and requests. */
  readonly turnBuckets: KeyedBuckets;
}

type AnyEvents = { [event: string]: (...args: readonly unknown[]) => void };
export type VisitorSocket = Socket<AnyEvents, VisitorServerEvents, AnyEvents, { visitor: Visitor }>;

type Answer = (answer: unknown) => void;
type Handler = (payload: unknown) => Promise<object | undefined> | undefined;

/** Every event but audio; far above what a person does. */
const EVENT_RATE: Rate = { perSecond: 50, burst: 200 };

function parse<Output>(schema: z.ZodType<Output>, payload: unknown): Output {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const isTooLong = parsed.error.issues.some((issue) => issue.code === 'too_big' && issue.path[0] === 'text');
  const fields = { ...schemaIssues(parsed.error) };
  if (isTooLong) throw new Fault('input.too-large', 'The turn is longer than the limit.', { fields });
  throw new Fault('input.invalid', 'The event does not have the documented shape.', { fields });
}

function toInboundTurn(visitor: Visitor, turn: VisitorTurn): InboundTurn {
  const { workspaceId, conversationId } = visitor;
  const { text, value } = turn;
  return {
    workspaceId,
    conversationId,
    turnId: toTurnId(turn.turnId.toLowerCase()),
    channel: 'web',
    input: value === undefined ? { kind: 'text', text } : { kind: 'choice', text, value },
    locale: turn.locale,
    traceparent: adoptTraceparent(turn.traceparent),
  };
}

function handlersOf(
  visitor: Visitor,
  voice: SocketVoice,
  parts: WebChannelParts,
): ReadonlyMap<string, Handler> {
  return new Map<string, Handler>([
    [
      'turn',
      async (payload) => {
        const turn = parse(visitorTurn, payload);
        if (!parts.turnBuckets.take(visitor.conversationId))
          throw new Fault('limit.rate', 'Too many turns in a short time; wait a moment.');
        return { ...(await parts.runtime.acceptTurn(toInboundTurn(visitor, turn))) };
      },
    ],
    [
      'sync',
      async (payload) => ({
        events: await parts.store.conversations.eventsSince(visitor, parse(visitorSync, payload).since),
      }),
    ],
    ['voice.start', async (payload) => ({ ...(await voice.start(parse(voiceStart, payload))) })],
    [
      'voice.mark',
      async (payload) => {
        const { mark, playedMs } = parse(voiceMark, payload);
        voice.mark(mark, playedMs);
        return undefined;
      },
    ],
    [
      'voice.stop',
      async () => {
        voice.stop('hung up');
        return undefined;
      },
    ],
  ]);
}

/** Listens to one socket until it closes. */
export function serveVisitor(socket: VisitorSocket, parts: WebChannelParts): void {
  const { visitor } = socket.data;
  const voice = new SocketVoice(socket, visitor, parts);
  const handlers = handlersOf(visitor, voice, parts);
  const events = new TokenBucket(EVENT_RATE, parts.clock);
  const refuse = (error: unknown, answer: Answer | undefined) => {
    const fault = toFault(error);
    parts.metrics.faulted(fault.code);
    if (fault.code === 'internal.unexpected')
      parts.logger.error({ err: describeError(error) }, 'A socket event failed.');
    const payload = fault.toPayload();
    if (answer === undefined) socket.emit('fault', payload);
    else answer({ ok: false, fault: payload });
  };
  const dispatch = async (name: string, args: readonly unknown[]) => {
    const last = args.at(-1);
    const answer = typeof last === 'function' ? (last as Answer) : undefined;
    try {
      if (!events.take()) throw new Fault('limit.rate', 'Too many events in a short time; wait a moment.');
      const handler = handlers.get(name);
      if (handler === undefined) throw new Fault('input.unknown-event', 'No event of this name exists.');
      const data = await handler(args[0]);
      answer?.({ ok: true, ...data });
    } catch (error) {
      refuse(error, answer);
    }
  };
  socket.onAny((name: string, ...args: readonly unknown[]) => {
    if (name === 'voice.audio') voice.hear(args[0]);
    else void dispatch(name, args);
  });
  socket.on('disconnect', () => voice.stop('connection lost'));
}
