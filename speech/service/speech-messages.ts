/**
 * The messages of protocol/speech.proto as @grpc/proto-loader gives them (camelCase, enums as names, int64 as numbers)
 * and their translation to and from the protocol's own types. Used by the handlers and by the client in bot/.
 */
import {
  type Codec,
  type ExpectedAnswer,
  type ExpectedForm,
  Fault,
  type FinalTranscript,
  type RecognitionEvent,
  type WordTiming,
} from '../../protocol/index.js';

export type CodecName = 'CODEC_UNSPECIFIED' | 'PCM16' | 'PCMU' | 'PCMA';
type TimingName = 'TIMING_NONE' | 'TIMING_ESTIMATED' | 'TIMING_EXACT';

export interface StartMessage {
  readonly codec: CodecName;
  readonly sampleRateHz: number;
  readonly locale: string;
  readonly limits: { readonly maxStreamMs: number; readonly maxUtteranceMs: number } | null;
  readonly interimEveryMs: number;
}

export interface HintMessage {
  readonly form: string;
  readonly slot: string;
  readonly digits: number;
}

export type RecognizeRequestMessage =
  | { readonly request: 'start'; readonly start: StartMessage }
  | { readonly request: 'audio'; readonly audio: Uint8Array }
  | { readonly request: 'hint'; readonly hint: HintMessage }
  | { readonly request: 'finish'; readonly finish: object }
  /** Bytes that are no message at all, or a message with nothing in it. */
  | { readonly request: 'malformed' | undefined };

export interface FinalMessage extends Omit<FinalTranscript, 'wordTiming'> {
  readonly wordTiming: TimingName;
}

export type RecognitionEventMessage =
  | { readonly event: 'speechStarted'; readonly speechStarted: { readonly atMs: number } }
  | { readonly event: 'speechPaused'; readonly speechPaused: { readonly atMs: number } }
  | { readonly event: 'interim'; readonly interim: { text: string; startMs: number; endMs: number } }
  | { readonly event: 'final'; readonly final: FinalMessage }
  | { readonly event: 'endOfTurn'; readonly endOfTurn: { readonly atMs: number; readonly decidedMs: number } }
  | { readonly event: 'noSpeech'; readonly noSpeech: { readonly atMs: number } }
  | { readonly event: 'noise'; readonly noise: { readonly atMs: number } }
  | { readonly event: 'keyword'; readonly keyword: { phrase: string; atMs: number; score: number } }
  | { readonly event: 'dropped'; readonly dropped: { droppedMs: number; reason: string } };

export interface SynthesisRequestMessage {
  readonly text: string;
  readonly locale: string;
  readonly voice: string;
  readonly sampleRateHz: number;
  readonly codec: CodecName;
  readonly rate: number;
}

export interface AudioChunkMessage {
  readonly audio: Uint8Array;
  readonly sentence: number;
  readonly text: string;
  readonly isLastOfSentence: boolean;
}

const CODECS = { PCM16: 'pcm16', PCMU: 'pcmu', PCMA: 'pcma' } as const;
const CODEC_NAMES = { pcm16: 'PCM16', pcmu: 'PCMU', pcma: 'PCMA' } as const;
const TIMINGS = { none: 'TIMING_NONE', estimated: 'TIMING_ESTIMATED', exact: 'TIMING_EXACT' } as const;
const TIMING_VALUES = { TIMING_NONE: 'none', TIMING_ESTIMATED: 'estimated', TIMING_EXACT: 'exact' } as const;
const FORMS: readonly ExpectedForm[] = [
  'free',
  'yes-no',
  'choice',
  'digits',
  'name',
  'email',
  'number',
  'date',
];

export const codecNameOf = (codec: Codec): CodecName => CODEC_NAMES[codec];
export const timingNameOf = (timing: WordTiming): TimingName => TIMINGS[timing];

/** @throws Fault `speech.bad-format` for a codec that is missing or unknown. */
export function codecOf(name: string): Codec {
  const codec = (CODECS as Readonly<Record<string, Codec>>)[name];
  if (codec === undefined) throw new Fault('speech.bad-format', 'The codec must be PCM16, PCMU or PCMA.');
  return codec;
}

/** @throws Fault `input.invalid` for a form this release does not know. */
export function expectedAnswerOf(hint: HintMessage): ExpectedAnswer {
  const form = FORMS.find((known) => formNameOf(known) === hint.form);
  if (form === undefined) throw new Fault('input.invalid', `"${hint.form}" is not an expected form.`);
  const digits = hint.digits > 0 ? hint.digits : undefined;
  return {
    form,
    ...(hint.slot === '' ? {} : { slot: hint.slot }),
    ...(digits === undefined ? {} : { digits }),
  };
}

const formNameOf = (form: ExpectedForm) => form.toUpperCase().replace('-', '_');

export function hintMessageOf(expected: ExpectedAnswer): HintMessage {
  return { form: formNameOf(expected.form), slot: expected.slot ?? '', digits: expected.digits ?? 0 };
}

const whole = (atMs: number) => Math.round(atMs);

export function eventMessageOf(event: RecognitionEvent): RecognitionEventMessage {
  switch (event.kind) {
    case 'speech-started':
      return { event: 'speechStarted', speechStarted: { atMs: whole(event.atMs) } };
    case 'speech-paused':
      return { event: 'speechPaused', speechPaused: { atMs: whole(event.atMs) } };
    case 'interim': {
      const { text, startMs, endMs } = event.transcript;
      return { event: 'interim', interim: { text, startMs: whole(startMs), endMs: whole(endMs) } };
    }
    case 'final':
      return {
        event: 'final',
        final: { ...event.transcript, wordTiming: TIMINGS[event.transcript.wordTiming] },
      };
    case 'end-of-turn':
      return {
        event: 'endOfTurn',
        endOfTurn: { atMs: whole(event.atMs), decidedMs: whole(event.decidedMs) },
      };
    case 'no-speech':
      return { event: 'noSpeech', noSpeech: { atMs: whole(event.atMs) } };
    case 'noise':
      return { event: 'noise', noise: { atMs: whole(event.atMs) } };
    case 'keyword':
      return {
        event: 'keyword',
        keyword: { phrase: event.phrase, atMs: whole(event.atMs), score: event.score },
      };
    case 'dropped':
      return { event: 'dropped', dropped: { droppedMs: whole(event.droppedMs), reason: event.reason } };
  }
}

/** Undefined for an event of a newer service, which a client passes over. */
export function recognitionEventOf(message: RecognitionEventMessage): RecognitionEvent | undefined {
  switch (message.event) {
    case 'speechStarted':
      return { kind: 'speech-started', ...message.speechStarted };
    case 'speechPaused':
      return { kind: 'speech-paused', ...message.speechPaused };
    case 'interim':
      return { kind: 'interim', transcript: message.interim };
    case 'final': {
      const { wordTiming, ...rest } = message.final;
      return { kind: 'final', transcript: { ...rest, wordTiming: TIMING_VALUES[wordTiming] } };
    }
    case 'endOfTurn':
      return { kind: 'end-of-turn', ...message.endOfTurn };
    case 'noSpeech':
      return { kind: 'no-speech', ...message.noSpeech };
    case 'noise':
      return { kind: 'noise', ...message.noise };
    case 'keyword':
      return { kind: 'keyword', ...message.keyword };
    case 'dropped':
      return { kind: 'dropped', ...message.dropped };
    default:
      return undefined;
  }
}
