/** `leadline eval endpointing`: when callers count as finished, on spoken turns with pauses inside, beside a plain silence rule. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type EndpointingFigures,
  evaluateEndpointing,
  headlineOf,
  type WaitPoint,
} from '../../bench/index.js';
import { loadPack, PACK_SEED, packFolder } from '../../bot/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { settingsOf } from '../settings-of.js';
import { counted, percent } from '../text-table.js';

export interface EvalEndpointingOptions {
  readonly pack: string;
  readonly utterances: number;
  readonly predictions?: string;
}

export async function evalEndpointing(
  context: CommandContext,
  options: EvalEndpointingOptions,
): Promise<ExitCode> {
  const { terminal, clock, signal, workingFolder } = context;
  const pack = loadPack(packFolder(resolve(workingFolder, options.pack)));
  const cacheFolder = join(resolve(workingFolder, settingsOf(context, {}).dataDir), 'speech-cache');
  const figures = await evaluateEndpointing({
    pack: pack.dialogs,
    utterances: options.utterances,
    seed: PACK_SEED,
    hearing: { clock, cacheFolder, signal, onProgress: terminal.onProgress },
  });
  if (options.predictions !== undefined)
    writePredictions(resolve(workingFolder, options.predictions), figures);
  const { test, validation } = figures.parts;
  terminal.emit({
    ...headlineOf(test.auc.value, test.curve),
    intervals: { auc: test.auc },
    ...{ turns: test.turns, aucTyped: test.aucTyped, aucHeldSound: test.aucHeldSound },
    free: headlineOf(test.auc.value, test.freeCurve),
    live: test.live,
    validation: { ...headlineOf(validation.auc.value, validation.curve), live: validation.live },
    ...{ curve: test.curve, silence: figures.silence, generated: true },
  });
  for (const line of linesOf(figures)) terminal.say(line);
  return 0;
}

const share = (value: number | null) => (value === null ? 'not reached' : percent(value));
const row = ({ meanWaitMs, p90WaitMs, falseCutoffs }: WaitPoint) =>
  `${String(Math.round(meanWaitMs)).padStart(5)} ms in the mean, ${p90WaitMs} in nine of ten   ${percent(falseCutoffs)} cut off`;

function linesOf({ parts: { test }, silence }: EndpointingFigures): readonly string[] {
  const { auc, turns, aucTyped, aucHeldSound, curve, live } = test;
  const head = headlineOf(auc.value, curve);
  return [
    `${counted(turns, 'turn')} in voices and words that training has not seen; synthetic speech, pauses of people's lengths: no evidence about people.`,
    `Finished or not, from the words as recognised: AUC ${auc.value.toFixed(3)} (${auc.low.toFixed(3)}-${auc.high.toFixed(3)}); as meant: ${aucTyped.toFixed(3)}; held sound alone: ${aucHeldSound.toFixed(3)}`,
    `Cut off at a mean wait of at most 400 ms: ${share(head.falseCutoffs300)} (plain silence of 300 ms: ${percent(head.vadFalseCutoffs300)})`,
    `Cut off at a mean wait of at most 600 ms: ${share(head.falseCutoffs600)} (plain silence of 600 ms: ${percent(head.vadFalseCutoffs600)})`,
    `Mean wait at 5 % cut off: ${head.latencyAt5 === null ? 'not reached' : `${Math.round(head.latencyAt5)} ms`} (plain silence: 1600 ms)`,
    `Calls here wait ${row(live)}`,
    'All of the curve, patience in ms:',
    ...curve.filter((_, i) => i % 8 === 0).map((point) => `${String(point.dial).padStart(7)}  ${row(point)}`),
    'A plain silence:',
    ...silence.map((point) => `${String(point.dial).padStart(7)}  ${percent(point.falseCutoffs)} cut off`),
  ];
}

/** One JSON line per pause, so that every figure can be computed elsewhere. */
function writePredictions(file: string, { pauses }: EndpointingFigures): void {
  const lines = pauses.map(({ turn, kind, text, finished, heldMs }) =>
    JSON.stringify({
      input: text ?? null,
      expected: kind === 'end' ? 'finished' : 'open',
      given: finished === undefined ? null : finished >= 0.5 ? 'finished' : 'open',
      confidence: finished ?? null,
      ...{ part: turn.part, turn: turn.id, answer: turn.kind, place: turn.place ?? null, voice: turn.voice },
      ...{ filler: turn.filler ?? null, spoken: turn.segments, heldMs },
    }),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
}
