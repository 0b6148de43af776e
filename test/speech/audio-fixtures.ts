/** Recordings for the speech tests: the synthetic ones in the repository, and real ones where benchmark data is present. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWav } from '../../speech/index.js';

const root = join(import.meta.dirname, '..', '..');

/** Mono samples at 16 kHz of a file in test/fixtures/audio. */
export function callerLine(name: string): Int16Array {
  return readWav(readFileSync(join(root, 'test/fixtures/audio', `${name}.wav`))).channels[0]!;
}

export interface RealUtterance {
  readonly id: string;
  readonly text: string;
  readonly samples: Int16Array;
}

/** Recordings of people, with what they said. */
export function realUtterances(speechFolder: string, ids: readonly string[]): readonly RealUtterance[] {
  const rows = readFileSync(join(speechFolder, 'manifest.tsv'), 'utf8').split('\n');
  const texts = new Map(rows.map((row) => [row.split('\t')[0]!, row.split('\t')[1]!]));
  return ids.map((id) => ({
    id,
    text: texts.get(id)!,
    samples: readWav(readFileSync(join(speechFolder, 'wav', `${id}.wav`))).channels[0]!,
  }));
}

/** Words without case and punctuation, as word errors are counted on. */
export const plainWords = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s']/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
