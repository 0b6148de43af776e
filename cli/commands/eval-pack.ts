/** `leadline eval pack DIR --test F.tsv`: the pack's trained models on utterances they were not trained on, a row per locale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  LOCKED_TEST,
  loadPack,
  openModelHome,
  PACK_SEED,
  packFolder,
  prepareUnderstanding,
  understanderOf,
} from '../../bot/index.js';
import { figuresOf, parseExpected, type UnderstoodExample, understandAll } from '../../dialogs/index.js';
import { Fault } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { settingsOf } from '../settings-of.js';

export interface EvalPackOptions {
  readonly folder: string;
  readonly test?: string;
  readonly predictions?: string;
}

const percent = (share: number) => (share * 100).toFixed(1);

export async function evalPack(context: CommandContext, options: EvalPackOptions): Promise<ExitCode> {
  const { terminal, clock, signal, workingFolder } = context;
  const pack = loadPack(packFolder(resolve(workingFolder, options.folder)));
  const test =
    options.test === undefined ? join(pack.folder, LOCKED_TEST) : resolve(workingFolder, options.test);
  const examples = parseExpected(readTest(test));
  const home = openModelHome(settingsOf(context, {}).dataDir, clock);
  const { onProgress } = terminal;
  const version = await prepareUnderstanding({ pack, home, seed: PACK_SEED, onProgress, signal });
  const understood = understandAll(understanderOf(pack, version), examples, clock);
  if (options.predictions !== undefined)
    writePredictions(resolve(workingFolder, options.predictions), understood);
  for (const { locale, intentAccuracy, slotF1, oosRecall, examples: count } of figuresOf(
    understood,
    PACK_SEED,
  )) {
    terminal.emit({
      locale,
      examples: count,
      intentAccuracy: intentAccuracy.value,
      slotF1: slotF1.value,
      oosRecall: oosRecall?.value ?? null,
      intervals: { intentAccuracy, slotF1, oosRecall },
    });
    terminal.say(
      `${locale}  ${count} examples  intents ${percent(intentAccuracy.value)}% ` +
        `(${percent(intentAccuracy.low)}-${percent(intentAccuracy.high)})  slots F1 ${percent(slotF1.value)}  ` +
        `out of scope recalled ${oosRecall === undefined ? '-' : `${percent(oosRecall.value)}%`}`,
    );
  }
  return 0;
}

function readTest(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault('usage.wrong', `The test file ${file} cannot be read.`, { cause });
  }
}

/** One JSON line per example, so that the figures can be computed elsewhere. */
function writePredictions(file: string, understood: readonly UnderstoodExample[]): void {
  const lines = understood.map(({ expected, given }) =>
    JSON.stringify({
      input: expected.text,
      locale: expected.locale,
      expected: { intent: expected.intent, slots: expected.slots },
      given: {
        intent: given.intent,
        slots: given.slots.map(({ name, surface, value }) => ({ name, surface, value })),
      },
      confidence: given.confidence,
    }),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
}
