/** Carries one visitor's audio between socket and voice gateway: bounded both ways, ended with the socket. */
import { Fault, type VoiceStart, type VoiceUpdate } from '../../../protocol/index.js';
import { TokenBucket, type Visitor } from '../../access/index.js';
import type { VoiceLine } from './ports.js';
import type { VisitorSocket, WebChannelParts } from './visitor-socket.js';

/** 20 ms at 48 kHz are 1,920 bytes; four of them may come at once. */
const LARGEST_FRAME = 8 * 1024;
const FRAME_RATE = { perSecond: 60, burst: 150 };
/** Packets waiting for a slow visitor; about a second of speech each at most. */
const LARGEST_BACKLOG = 64;

interface OpenLine {
  readonly controller: AbortController;
  readonly bucket: TokenBucket;
  readonly audio: Set<(frame: Uint8Array) => boolean>;
  readonly marks: Set<(mark: string, playedMs: number) => void>;
}

function backlogOf(socket: VisitorSocket): number {
  const { writeBuffer } = socket.conn as unknown as { readonly writeBuffer?: readonly unknown[] };
  return writeBuffer?.length ?? 0;
}

/** The voice of one socket; at most one line is open at a time. */
export class SocketVoice {
  readonly #socket: VisitorSocket;
  readonly #visitor: Visitor;
  readonly #parts: WebChannelParts;
  #line: OpenLine | undefined;

  constructor(socket: VisitorSocket, visitor: Visitor, parts: WebChannelParts) {
    this.#socket = socket;
    this.#visitor = visitor;
    this.#parts = parts;
  }

  async start(request: VoiceStart): Promise<{ readonly sampleRateHz: number }> {
    const { voice, clock } = this.#parts;
    if (voice === undefined) throw new Fault('speech.unavailable', 'This server runs without speech.');
    this.stop('restarted');
    const line: OpenLine = {
      controller: new AbortController(),
      bucket: new TokenBucket(FRAME_RATE, clock),
      audio: new Set(),
      marks: new Set(),
    };
    this.#line = line;
    try {
      return await voice.start(this.#toVoiceLine(line), request);
    } catch (error) {
      if (this.#line === line) this.#line = undefined;
      throw error;
    }
  }

  hear(frame: unknown): void {
    const line = this.#line;
    if (line === undefined) return;
    const isFrame = ArrayBuffer.isView(frame) && frame.byteLength > 0 && frame.byteLength <= LARGEST_FRAME;
    if (!isFrame || !line.bucket.take()) {
      this.#parts.metrics.dropped('microphone');
      return;
    }
    const bytes = new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength);
    for (const listener of line.audio) if (!listener(bytes)) this.#parts.metrics.dropped('microphone');
  }

  mark(mark: string, playedMs: number): void {
    for (const listener of this.#line?.marks ?? []) listener(mark, playedMs);
  }

  stop(reason: string): void {
    this.#line?.controller.abort(reason);
    this.#line = undefined;
  }

  #toVoiceLine(line: OpenLine): VoiceLine {
    const socket = this.#socket;
    return {
      ...this.#visitor,
      signal: line.controller.signal,
      update: (update: VoiceUpdate) => void socket.emit('voice.update', update),
      send: (audio) => {
        if (backlogOf(socket) > LARGEST_BACKLOG) {
          this.#parts.metrics.dropped('speaker');
          return false;
        }
        socket.emit('voice.audio', Buffer.from(audio) as never);
        return true;
      },
      onAudio: (listener) => void line.audio.add(listener),
      onMark: (listener) => void line.marks.add(listener),
    };
  }
}
