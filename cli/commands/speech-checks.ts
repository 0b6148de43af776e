/**
 * What `leadline doctor` says about speech: the process, then recognition and output of every language of the pack, each with
 * its engine or with what is missing. Never starts anything itself.
 */
import { join } from 'node:path';
import type { startSpeech } from '../../bot/index.js';
import type { Locale } from '../../protocol/index.js';
import { senseVoiceEngine } from '../../speech/index.js';
import type { Check } from './doctor.js';

type Speech = Awaited<ReturnType<typeof startSpeech>>;

export interface SpeechToCheck {
  /** Languages of the pack. */
  readonly locales: readonly Locale[];
  readonly modelsDir: string;
}

export function* speechChecks(
  speech: Pick<Speech, 'service' | 'engines' | 'failure'>,
  { locales, modelsDir }: SpeechToCheck,
): Generator<Check> {
  const name = 'speech process';
  if (speech.service === undefined) {
    const why = speech.failure?.message ?? 'It did not start.';
    yield { name, ok: false, hint: `${why} Text works without it.` };
    return;
  }
  yield { name, ok: true, hint: 'starts' };
  for (const locale of locales) yield recognition(speech, locale, modelsDir);
  for (const locale of locales) yield output(speech, locale);
}

const inEnglish = new Intl.DisplayNames('en', { type: 'language' });
const languageOf = (locale: Locale) => (locale.split('-')[0] ?? locale).toLowerCase();

type Engines = Pick<Speech, 'engines'>;

const engineFor = ({ engines }: Engines, kind: 'transcriber' | 'speaker', locale: Locale) =>
  engines.find((engine) => engine.kind === kind && engine.locales.includes(languageOf(locale)));

function recognition(speech: Engines, locale: Locale, modelsDir: string): Check {
  const name = `speech recognition, ${inEnglish.of(locale)}`;
  const engine = engineFor(speech, 'transcriber', locale);
  if (engine !== undefined) return { name, ok: true, isOptional: true, hint: `by ${engine.name}` };
  return { name, ok: false, isOptional: true, hint: howToRecognise(locale, modelsDir) };
}

function howToRecognise(locale: Locale, modelsDir: string): string {
  const { capabilities, source } = senseVoiceEngine(join(modelsDir, 'sense-voice'));
  if (source === undefined || !capabilities.locales.includes(languageOf(locale)))
    return 'no engine for this language yet';
  const megabytes = Math.round(source.sizeBytes / 1e6);
  const files = source.files.join(' and ');
  return `unpack ${files} of (${megabytes} MB)\n${source.url}\ninto ${source.folder}`;
}

function output(speech: Engines, locale: Locale): Check {
  const name = `speech output, ${inEnglish.of(locale)}`;
  const engine = engineFor(speech, 'speaker', locale);
  if (engine !== undefined) return { name, ok: true, isOptional: true, hint: `by ${engine.name}` };
  const hint = 'install the program espeak-ng (Debian and Ubuntu: apt install espeak-ng)';
  return { name, ok: false, isOptional: true, hint };
}
