/**
 * Text in, sentences of audio out, in the caller's format: picks the speaker of the language, keeps one sentence ahead
 * of the listener, levels and resamples. Called by the gRPC handler.
 */
import { type AudioFormat, Fault, type Locale } from '../../protocol/index.js';
import { encodeAudio, toFloat, toInt16 } from '../codecs/audio-frame.js';
import { resample } from '../codecs/resampler.js';
import { levelSpeech } from './level.js';
import { PromptCache } from './prompt-cache.js';
import { splitForSpeech } from './sentences.js';
import type { SentenceRequest, Speaker, SpokenAudio } from './speaker.js';

export interface SynthesisRequest extends AudioFormat {
  readonly text: string;
  readonly locale: Locale;
  readonly voice?: string;
  readonly rate: number;
}

export interface SynthesizedSentence {
  readonly index: number;
  readonly text: string;
  readonly audio: Uint8Array;
}

const CACHE_BYTES = 24 * 1024 * 1024;
const languageOf = (locale: Locale) => (locale.split('-')[0] ?? locale).toLowerCase();

export class Synthesis {
  readonly #speakers: readonly Speaker[];
  readonly #cache = new PromptCache(CACHE_BYTES);

  /** @param speakers in order of preference. */
  constructor(speakers: readonly Speaker[]) {
    this.#speakers = speakers;
  }

  list() {
    return this.#speakers.map((speaker) => speaker.capabilities);
  }

  /**
   * Sentences in order; the next is synthesised while the caller takes the last one, and none after an abort.
   * @throws Fault `speech.no-engine` for a language or voice nobody here speaks.
   */
  async *speak(request: SynthesisRequest, signal: AbortSignal): AsyncGenerator<SynthesizedSentence> {
    const speaker = this.#speakerFor(request);
    const sentences = splitForSpeech(request.text);
    const start = (text: string) => {
      const { locale, voice, rate } = request;
      const spoken = this.#sentence(speaker, { text, locale, voice, rate }, signal);
      spoken.catch(() => undefined);
      return spoken;
    };
    let ahead = sentences.length > 0 ? start(sentences[0]!) : undefined;
    for (const [index, text] of sentences.entries()) {
      const spoken = await ahead!;
      signal.throwIfAborted();
      ahead = index + 1 < sentences.length ? start(sentences[index + 1]!) : undefined;
      yield { index, text, audio: encode(spoken, request) };
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#speakers.map((speaker) => speaker.close()));
  }

  #speakerFor({ locale, voice }: SynthesisRequest): Speaker {
    const language = languageOf(locale);
    const speaker = this.#speakers.find(
      ({ capabilities }) =>
        capabilities.locales.includes(language) &&
        (voice === undefined || capabilities.voices.some(({ name }) => name === voice)),
    );
    if (speaker !== undefined) return speaker;
    const wanted = voice === undefined ? `"${locale}"` : `"${locale}" with the voice "${voice}"`;
    throw new Fault('speech.no-engine', `No engine here speaks ${wanted}.`, { fields: { locale, voice } });
  }

  async #sentence(speaker: Speaker, request: SentenceRequest, signal: AbortSignal): Promise<SpokenAudio> {
    const { name } = speaker.capabilities;
    const key = JSON.stringify([name, request.locale, request.voice, request.rate, request.text]);
    const known = this.#cache.find(key);
    if (known !== undefined) return known;
    const raw = await speaker.synthesize(request, signal);
    const audio = { ...raw, samples: levelSpeech(raw.samples, raw.sampleRateHz) };
    this.#cache.keep(key, audio);
    return audio;
  }
}

function encode({ samples, sampleRateHz }: SpokenAudio, format: AudioFormat): Uint8Array {
  if (sampleRateHz === format.sampleRateHz) return encodeAudio(samples, format.codec);
  return encodeAudio(toInt16(resample(toFloat(samples), sampleRateHz, format.sampleRateHz)), format.codec);
}
