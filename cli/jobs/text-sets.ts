/**
 * Finds the training, validation and test part of intent and slot data: one file, or a folder in the CLINC150, BANKING77 or SNIPS layout.
 * Called by the evaluation jobs; the formats themselves are read by learning/.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type IntentData,
  readBanking,
  readClinc,
  readIntentLines,
  readSlotLines,
  readSnipsIntents,
  readSnipsSlots,
  type SlotSentence,
  type SplitIntentData,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { isFolder, readDataFile } from './data-file.js';

type Part = 'train' | 'validation' | 'test';

/** What sets call their parts. */
const PART_NAMES: Readonly<Record<Part, readonly string[]>> = {
  train: ['train'],
  validation: ['dev', 'valid', 'validation', 'val'],
  test: ['test'],
};
const CLINC_FILES = ['data_full.json', 'data_oos_plus.json', 'data_imbalanced.json', 'data_small.json'];

/** The sets of `eval intents`; validation is there only where the training folder brings one. Fault `usage.wrong`. */
export function readIntentSets(train: string, test: string): SplitIntentData {
  return {
    train: intentPart(train, 'train') ?? nothingIn(train, 'train'),
    validation: isFolder(train) || isClinc(train) ? intentPart(train, 'validation') : undefined,
    test: intentPart(test, 'test') ?? nothingIn(test, 'test'),
  };
}

/** The sets of `eval slots`. Fault `usage.wrong`. */
export function readSlotSets(train: string, test: string) {
  return {
    train: slotPart(train, 'train') ?? nothingIn(train, 'train'),
    test: slotPart(test, 'test') ?? nothingIn(test, 'test'),
  };
}

function intentPart(path: string, part: Part): IntentData | undefined {
  if (!isFolder(path)) return intentFile(path, part);
  const clinc = CLINC_FILES.map((name) => join(path, name)).find((file) => existsSync(file));
  if (clinc !== undefined) return readClinc(readDataFile(clinc))[part];
  for (const name of PART_NAMES[part]) {
    const words = snipsWords(path, name);
    if (words !== undefined) return intentFile(words, part);
    for (const ending of ['csv', 'tsv', 'jsonl', 'json']) {
      const file = join(path, `${name}.${ending}`);
      if (existsSync(file)) return intentFile(file, part);
    }
  }
  return undefined;
}

function intentFile(file: string, part: Part): IntentData | undefined {
  if (isSnips(file)) return readSnipsIntents(readDataFile(file), readDataFile(siblingOf(file, 'label')));
  const data = readDataFile(file);
  if (isClinc(file)) return readClinc(data)[part];
  return /\.[ct]sv(\.gz)?$/i.test(file) ? readBanking(data) : readIntentLines(data);
}

function slotPart(path: string, part: Part): readonly SlotSentence[] | undefined {
  if (!isFolder(path)) return slotFile(path);
  for (const name of PART_NAMES[part]) {
    const words = snipsWords(path, name) ?? join(path, `${name}.jsonl`);
    if (existsSync(words)) return slotFile(words);
  }
  return undefined;
}

function slotFile(file: string): readonly SlotSentence[] {
  if (isSnips(file)) return readSnipsSlots(readDataFile(file), readDataFile(siblingOf(file, 'seq.out')));
  return readSlotLines(readDataFile(file));
}

const isSnips = (file: string) => /(^|\.)seq\.in$/.test(basename(file));

/** A whole `.json` file that is one object with the parts in it, not one object a line. */
const isClinc = (file: string) =>
  file.endsWith('.json') && /"(oos_)?train"\s*:/.test(readDataFile(file).text);

/** `train.seq.in` in the folder, or `seq.in` in its folder `train`. */
function snipsWords(folder: string, name: string): string | undefined {
  return [join(folder, `${name}.seq.in`), join(folder, name, 'seq.in')].find((file) => existsSync(file));
}

function siblingOf(file: string, ending: 'label' | 'seq.out'): string {
  return join(dirname(file), basename(file).replace(/seq\.in$/, ending));
}

function nothingIn(path: string, part: 'train' | 'test'): never {
  throw new Fault(
    'usage.wrong',
    `${path} holds no ${part} part: a folder has data_full.json (CLINC), ${part}.csv (BANKING), ${part}.seq.in (SNIPS) or ${part}.jsonl.`,
  );
}
