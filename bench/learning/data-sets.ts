/** The benchmark sets of the learning benches, from LEADLINE_DATA (default ../shared/data); undefined where a set is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DataText,
  readBanking,
  readClinc,
  readSnipsIntents,
  readSnipsSlots,
  type SplitIntentData,
} from '../../learning/index.js';

export const DATA = process.env.LEADLINE_DATA ?? join(process.cwd(), '../shared/data');

function textOf(path: string): DataText {
  return { file: path, text: readFileSync(join(DATA, path), 'utf8') };
}

export function intentSet(name: string): SplitIntentData | undefined {
  if (!existsSync(join(DATA, 'nlu'))) return undefined;
  if (name === 'clinc150') return readClinc(textOf('nlu/clinc150/data_full.json'));
  if (name === 'banking77') {
    const part = (file: string) => readBanking(textOf(`nlu/banking77/${file}.csv`));
    return { train: part('train'), validation: undefined, test: part('test') };
  }
  const part = (file: string) =>
    readSnipsIntents(textOf(`nlu/snips/${file}.seq.in`), textOf(`nlu/snips/${file}.label`));
  return { train: part('train'), validation: part('dev'), test: part('test') };
}

export function slotSet(part: 'train' | 'dev' | 'test') {
  if (!existsSync(join(DATA, 'nlu/snips'))) return undefined;
  return readSnipsSlots(textOf(`nlu/snips/${part}.seq.in`), textOf(`nlu/snips/${part}.seq.out`));
}
