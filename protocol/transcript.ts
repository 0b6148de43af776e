/** Recognised speech: interim and final transcripts with word times, and the events of a recognition stream. */

/** How word times were obtained; an engine never claims more than it has. */
export type WordTiming = 'exact' | 'estimated' | 'none';

export interface Word {
  readonly text: string;
  /** Milliseconds from the start of the stream. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface InterimTranscript {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface FinalTranscript extends InterimTranscript {
  readonly words: readonly Word[];
  readonly wordTiming: WordTiming;
  /** 0..1; an estimate unless the engine reports one. */
  readonly confidence: number;
  readonly engine: string;
  /** Decoded ahead of the end of turn; another final for the same speech may follow. */
  readonly isSpeculative: boolean;
}

/** What the caller is expected to say next; shortens or lengthens the wait for the end of a turn. */
export type ExpectedForm = 'free' | 'yes-no' | 'choice' | 'digits' | 'name' | 'email' | 'number' | 'date';

export interface ExpectedAnswer {
  readonly slot?: string;
  readonly form: ExpectedForm;
  /** How many digits make a whole answer, where known. */
  readonly digits?: number;
}

export type RecognitionEvent =
  /** Speech began, or went on after a pause: what was prepared for the end of the turn is void. */
  | { readonly kind: 'speech-started'; readonly atMs: number }
  /** The caller fell silent; the turn may go on. */
  | { readonly kind: 'speech-paused'; readonly atMs: number }
  | { readonly kind: 'interim'; readonly transcript: InterimTranscript }
  | { readonly kind: 'final'; readonly transcript: FinalTranscript }
  /** The caller has finished: `atMs` is the end of speech, `decidedMs` when that was decided. */
  | { readonly kind: 'end-of-turn'; readonly atMs: number; readonly decidedMs: number }
  | { readonly kind: 'no-speech'; readonly atMs: number }
  | { readonly kind: 'noise'; readonly atMs: number }
  | { readonly kind: 'keyword'; readonly phrase: string; readonly atMs: number; readonly score: number }
  | { readonly kind: 'dropped'; readonly droppedMs: number; readonly reason: string };
