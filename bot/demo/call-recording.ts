/**
 * Makes the stereo recording of a generated call while it happens: the simulated caller speaks on the left with another voice than the
 * assistant's on the right. Used by `leadline demo` for a few calls; the recording says that it is generated and no time in it is a
 * measured response time.
 */
import type { Locale, Random, SpeechService } from '../../protocol/index.js';
import { decodeAudio, encodeStereoWav } from '../../speech/index.js';
import { forVoice } from '../../text/index.js';
import { ASSISTANT_GAP_MS, callerGapMs } from './call-timeline.js';
import type { CallTimeline, GeneratedRecording, Span } from './ports.js';

export interface RecordingVoices {
  readonly speech: SpeechService;
  /** Voice names of the speech service; the caller's must differ from the assistant's. */
  readonly callerVoice: string;
  readonly assistantVoice?: string;
  /** 8000 for a telephone recording. */
  readonly sampleRateHz: number;
  readonly random: Random;
  readonly signal?: AbortSignal;
}

/** Silence after the last word. */
const TAIL_MS = 600;

type Side = 'caller' | 'assistant';

/** A timeline that speaks. Its methods throw the speech service's Faults `speech.*`. */
export function recordedTimeline(voices: RecordingVoices): CallTimeline {
  const { sampleRateHz, random } = voices;
  const pieces: { readonly side: Side; readonly at: number; readonly samples: Int16Array }[] = [];
  let cursor = 0;
  const place = async (side: Side, gapMs: number, words: { text: string; locale: Locale }): Promise<Span> => {
    const samples = await speak(voices, side, words);
    const at = cursor + samplesIn(gapMs, sampleRateHz);
    cursor = at + samples.length;
    pieces.push({ side, at, samples });
    return { startMs: msOf(at, sampleRateHz), endMs: msOf(cursor, sampleRateHz) };
  };
  return {
    caller: (text, locale) => place('caller', callerGapMs(random), { text: forVoice(text, locale), locale }),
    assistant: (speech, locale) => place('assistant', ASSISTANT_GAP_MS, { text: speech, locale }),
    finish: () => composeRecording(pieces, cursor + samplesIn(TAIL_MS, sampleRateHz), sampleRateHz),
  };
}

async function speak(
  { speech, callerVoice, assistantVoice, sampleRateHz, signal }: RecordingVoices,
  side: Side,
  { text, locale }: { readonly text: string; readonly locale: Locale },
): Promise<Int16Array> {
  const voice = side === 'caller' ? callerVoice : assistantVoice;
  const settings = { codec: 'pcm16' as const, sampleRateHz, locale, voice };
  const sentences: Int16Array[] = [];
  for await (const sentence of speech.synthesize(text, settings, signal)) {
    sentences.push(decodeAudio(sentence.audio, 'pcm16'));
  }
  const joined = new Int16Array(sentences.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const sentence of sentences) {
    joined.set(sentence, at);
    at += sentence.length;
  }
  return joined;
}

function composeRecording(
  pieces: readonly { readonly side: Side; readonly at: number; readonly samples: Int16Array }[],
  length: number,
  sampleRateHz: number,
): GeneratedRecording {
  const tracks = { caller: new Int16Array(length), assistant: new Int16Array(length) };
  for (const { side, at, samples } of pieces) tracks[side].set(samples, at);
  return {
    wav: encodeStereoWav(tracks.caller, tracks.assistant, sampleRateHz),
    durationMs: msOf(length, sampleRateHz),
    sampleRateHz,
    channels: 2,
    isGenerated: true,
  };
}

const samplesIn = (ms: number, sampleRateHz: number) => Math.round((ms * sampleRateHz) / 1000);
const msOf = (samples: number, sampleRateHz: number) => Math.round((samples * 1000) / sampleRateHz);
