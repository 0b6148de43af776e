/** Retrieval on XQuAD in both languages, as one table. Skipped with a Fault when the data is not there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../protocol/index.js';
import { type Measurement, machineName } from '../measurement.js';
import { measureRetrieval } from './retrieval.js';

const percent = (share: number) => (share * 100).toFixed(1);

export async function benchKnowledge(dataFolder: string): Promise<Measurement> {
  const figures = ['en', 'zh'].map((locale) => {
    const file = join(dataFolder, 'knowledge', `xquad.${locale}.json`);
    if (!existsSync(file))
      throw new Fault('input.invalid', `Skipped: no data at ${file}; set LEADLINE_DATA.`);
    return measureRetrieval(file, locale);
  });
  return {
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
