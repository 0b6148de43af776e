/**
 * Speaks scripted turns with flite and hears them through the recognition that serves callers: for every pause and every end, the words that
 * the recogniser had given by then. Called by the end-of-turn evaluation; decides nothing.
 */
import { availableParallelism } from 'node:os';
import { type Clock, type ProgressListener, type RecognitionEvent, toFault } from '../../protocol/index.js';
import {
  createFliteSpeaker,
  createSileroDetector,
  DecodeQueue,
  encodeAudio,
  moonshineEngine,
  Recognition,
  type RecognitionParts,
  type Speaker,
  type TurnEndJudge,
  toFloat,
} from '../../speech/index.js';
import { heldSoundMs } from './held-sound.js';
import type { ScriptedTurn } from './turn-script.js';

/** A pause within a turn, or the silence after it. */
export interface HeardPause {
  readonly turn: ScriptedTurn;
  readonly kind: 'hold' | 'end';
  /** Words of the turn so far; undefined where the recogniser had none. */
  readonly text: string | undefined;
  /** Steady voiced sound before the silence; see `heldSoundMs`. */
  readonly heldMs: number;
  /** Length of the turn's audio so far. */
  readonly audioMs: number;
}

export interface Hearing {
  readonly clock: Clock;
  readonly cacheFolder: string;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

const RATE = 16;
const LEAD_MS = 320;
const END_MS = 1700;
/** A detected pause belongs to a spoken one that begins within so much of it. */
const NEAR_MS = 300;
const CUE_MS = 800;
const FRAME = 20 * RATE;

/** Pauses in the order of the turns. A pause that the detector did not notice is left out: nothing is decided in it. */
export async function hearTurns(
  turns: readonly ScriptedTurn[],
  hearing: Hearing,
): Promise<readonly HeardPause[]> {
  const { clock, cacheFolder, onProgress, signal } = hearing;
  const speaker = createFliteSpeaker({ clock });
  const transcriber = await moonshineEngine(cacheFolder).load();
  const width = availableParallelism();
  const decodes = new DecodeQueue({ width, maxWaiting: 4 * width });
  const heard: (readonly HeardPause[])[] = turns.map(() => []);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let i = next++; i < turns.length; i = next++) {
      signal?.throwIfAborted();
      const audio = await speak(turns[i]!, speaker, signal);
      heard[i] = await hear(audio, { detector: createSileroDetector(), transcriber, decodes });
      onProgress?.({ stage: 'speaking and hearing turns', done: ++done, total: turns.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: width }, work));
  } finally {
    await speaker.close();
  }
  return heard.flat();
}

export interface SpokenTurn {
  readonly turn: ScriptedTurn;
  readonly samples: Int16Array;
  /** Where each segment's voice ends, the last one's included. */
  readonly endsMs: readonly number[];
}

export async function speak(turn: ScriptedTurn, speaker: Speaker, signal?: AbortSignal): Promise<SpokenTurn> {
  const pieces: Int16Array[] = [new Int16Array(LEAD_MS * RATE)];
  const endsMs: number[] = [];
  let lengthMs = LEAD_MS;
  for (const [i, text] of turn.segments.entries()) {
    const say = async (words: string, rate: number) => {
      const request = { text: words, locale: 'en', voice: turn.voice, rate };
      return withoutSilence((await speaker.synthesize(request, signal)).samples);
    };
    const said = [
      await say(text, 1),
      ...(i === 0 && turn.filler !== undefined ? [await say(turn.filler, 0.5)] : []),
    ];
    const voice = joined(said);
    const silenceMs = turn.pausesMs[i] ?? END_MS;
    pieces.push(voice, new Int16Array(silenceMs * RATE));
    endsMs.push(lengthMs + voice.length / RATE);
    lengthMs += voice.length / RATE + silenceMs;
  }
  return { turn, samples: joined(pieces), endsMs };
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}

/** Quieter than this share of the loudest sample is silence. */
const SILENT = 0.02;

function withoutSilence(samples: Int16Array): Int16Array {
  const threshold = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * SILENT;
  const start = samples.findIndex((value) => Math.abs(value) > threshold);
  const end = samples.findLastIndex((value) => Math.abs(value) > threshold);
  return samples.slice(Math.max(0, start), end + 1);
}

interface Noticed {
  readonly atMs: number;
  text: string | undefined;
}

async function hear(
  { turn, samples, endsMs }: SpokenTurn,
  parts: Omit<RecognitionParts, 'judge'>,
): Promise<readonly HeardPause[]> {
  const noticed: Noticed[] = [];
  const take = (event: RecognitionEvent) => {
    if (event.kind === 'speech-paused') noticed.push({ atMs: event.atMs, text: undefined });
  };
  /** Never finished: so that the turn outlasts all of its pauses. */
  const judge: TurnEndJudge = {
    judge(text) {
      const last = noticed.at(-1);
      if (last !== undefined) last.text = text;
      return 0;
    },
  };
  await feed(samples, { ...parts, judge }, take);
  return endsMs.flatMap((endMs, i) => {
    const pause = noticed.findLast(({ atMs }) => Math.abs(atMs - endMs) < NEAR_MS);
    if (pause === undefined) return [];
    const end = Math.round(endMs * RATE);
    const cue = toFloat(samples.slice(Math.max(0, end - CUE_MS * RATE), end));
    const kind: HeardPause['kind'] = i === endsMs.length - 1 ? 'end' : 'hold';
    return [{ turn, kind, text: pause.text, heldMs: heldSoundMs(cue), audioMs: endMs - LEAD_MS }];
  });
}

/** As fast as the recognition takes it. */
async function feed(
  samples: Int16Array,
  parts: RecognitionParts,
  emit: (event: RecognitionEvent) => void,
): Promise<void> {
  let fault: unknown;
  const recognition = new Recognition(parts, {
    codec: 'pcm16',
    sampleRateHz: 1000 * RATE,
    locale: 'en',
    interimEveryMs: undefined,
    emit,
    onFault: (thrown) => {
      fault = thrown;
    },
  });
  for (let at = 0; at < samples.length && fault === undefined; at += FRAME) {
    recognition.write(encodeAudio(samples.slice(at, at + FRAME), 'pcm16'));
    await recognition.behind();
  }
  await recognition.finish();
  if (fault !== undefined) throw toFault(fault);
}
