/** Leadline's sequence tagger on a cell, with the model as it is stored. Called by the cell worker. */
import {
  decodeSequenceTagger,
  encodeSequenceTagger,
  spanF1,
  tag,
  trainSequenceTagger,
} from '../../learning/index.js';
import { type Figures, timeEach, timeTraining } from './cell.js';
import { readSlotPart } from './data-sets.js';

export async function measureSlots(folder: string, seed: number): Promise<Figures> {
  const sentences = readSlotPart(folder, 'train');
  const { result, ...cost } = await timeTraining(() => trainSequenceTagger({ sentences, options: { seed } }));
  const bytes = encodeSequenceTagger(result);
  const model = decodeSequenceTagger(bytes);
  const wanted = readSlotPart(folder, 'test');
  const { results, medianMs } = await timeEach(wanted, ({ tokens }) => tag(model, tokens).map((t) => t.tag));
  const { precision, recall, f1 } = spanF1(
    wanted.map(({ tags }) => tags),
    results,
  );
  return { f1, precision, recall, medianMs, modelBytes: bytes.length, ...cost };
}
