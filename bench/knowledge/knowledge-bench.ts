/** Retrieval on XQuAD in both languages, as one table. Skipped with a sentence when the data is not there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchOutcome, machineName } from '../measurement.js';
import { measureRetrieval } from './retrieval.js';

const LOCALES = ['en', 'zh'];
const percent = (share: number) => (share * 100).toFixed(1);

export async function benchKnowledge(dataFolder: string): Promise<BenchOutcome> {
  const files = LOCALES.map((locale) => join(dataFolder, 'knowledge', `xquad.${locale}.json`));
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) {
    const why = `No data at ${missing}; set LEADLINE_DATA to the folder of the benchmark sets.`;
    return { kind: 'skipped', name: 'knowledge', why };
  }
  const figures = LOCALES.map((locale, i) => measureRetrieval(files[i]!, locale));
  return {
    kind: 'measured',
    name: 'knowledge',
    title: 'Retrieval (XQuAD, 240 paragraphs, 1190 questions)',
    method:
      'BM25 over English stems, or Chinese unigrams and bigrams. The abstention threshold keeps 90% of the even-numbered ' +
      'questions; kept and refused are measured on the odd-numbered ones, refused after taking the right paragraph away.',
    columns: ['locale', 'R@1', 'R@5', 'MRR@10', 'threshold', 'answerable kept', 'unanswerable refused'],
    rows: figures.map((row) => [
      row.locale,
      percent(row.r1),
      percent(row.r5),
      row.mrr10.toFixed(3),
      row.threshold.toFixed(2),
      percent(row.kept),
      percent(row.refused),
    ]),
    figures: { rows: figures },
    atMs: Date.now(),
    machine: machineName(),
  };
}
