/** Parts of a call that tests drive by hand: a recogniser that keeps what it hears, a visitor's line, a media's events. */
import type { VoiceLine } from '../../bot/channels/web/ports.js';
import { EventQueue } from '../../bot/speech-client/event-queue.js';
import {
  type CallMedia,
  type CallMediaEvent,
  type RecognitionEvent,
  type SpeechService,
  toContactId,
  toConversationId,
  toWorkspaceId,
  type VoiceUpdate,
} from '../../protocol/index.js';

/** Lets everything that is ready run. */
export const settle = async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

export interface DrivenStream {
  /** What the recogniser says. */
  readonly events: EventQueue<RecognitionEvent>;
  /** Every frame it took. */
  readonly frames: Uint8Array[];
  /** Set to true, it refuses frames as a service does whose queue is full. */
  isFull: boolean;
}

/** A recogniser driven by the test, for PCM16 at 16 kHz; it speaks every sentence in a second. */
export function drivenSpeech() {
  const streams: DrivenStream[] = [];
  const service: SpeechService = {
    recognize() {
      const stream: DrivenStream = {
        events: new EventQueue<RecognitionEvent>({ limit: 100, isDroppable: () => false }),
        frames: [],
        isFull: false,
      };
      streams.push(stream);
      return {
        write: (frame) => !stream.isFull && stream.frames.push(frame) > 0,
        hint: () => undefined,
        finish: () => stream.events.end(),
        cancel: () => stream.events.end(),
        events: stream.events,
      };
    },
    async *synthesize(text) {
      yield { text, audio: new Uint8Array(32 * 1000).fill(20) };
    },
  };
  return { service, streams };
}

export const heardMs = ({ frames }: DrivenStream) =>
  frames.reduce((sum, frame) => sum + frame.length / 32, 0);

/** A visitor's line whose socket is the test. */
export function drivenLine() {
  const controller = new AbortController();
  const updates: VoiceUpdate[] = [];
  const sent: Uint8Array[] = [];
  const listeners = { audio: (_: Uint8Array) => true, mark: (_: string, __: number) => {} };
  const line: VoiceLine = {
    workspaceId: toWorkspaceId('default'),
    conversationId: toConversationId('c'),
    contactId: toContactId('k'),
    signal: controller.signal,
    update: (update) => updates.push(update),
    send: (audio) => sent.push(audio) > 0,
    onAudio: (listener) => {
      listeners.audio = listener;
    },
    onMark: (listener) => {
      listeners.mark = listener;
    },
  };
  return { line, listeners, updates, sent, hangUp: () => controller.abort() };
}

type AudioEvent = Extract<CallMediaEvent, { kind: 'audio' }>;

/** The caller's side of a media as it comes out, while the test goes on. */
export function callerSideOf(media: CallMedia): {
  readonly audio: AudioEvent[];
  readonly done: Promise<void>;
} {
  const audio: AudioEvent[] = [];
  const read = async () => {
    for await (const event of media.events) if (event.kind === 'audio') audio.push(event);
  };
  return { audio, done: read() };
}
