/** The end of turn in speech as one table: the words' judgement beside a plain silence, and beside the floor that waits not at all. */
import { loadPack } from '../../bot/index.js';
import { type ProgressListener, systemClock } from '../../protocol/index.js';
import { type BenchOutcome, type Measurement, machineName } from '../measurement.js';
import { type EndpointingFigures, evaluateEndpointing, headlineOf } from './evaluate-endpointing.js';
import { atCutoffs, atMeanWait, type WaitPoint } from './wait-curve.js';

const SEED = 20_260_105;
const UTTERANCES = 120;

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function rowOf(name: string, point: WaitPoint | undefined): readonly string[] {
  if (point === undefined) return [name, '-', '-', '-', 'not reached'];
  const { meanWaitMs, p50WaitMs, p90WaitMs, falseCutoffs } = point;
  return [
    name,
    ...[meanWaitMs, p50WaitMs, p90WaitMs].map((ms) => Math.round(ms).toFixed(0)),
    percent(falseCutoffs),
  ];
}

/** @param packFolder whose utterances are spoken. @param cacheFolder of the recogniser. */
export async function benchEndpointing(
  packFolder: string,
  cacheFolder: string,
  onProgress: ProgressListener,
): Promise<BenchOutcome> {
  const figures = await evaluateEndpointing({
    pack: loadPack(packFolder).dialogs,
    ...{ utterances: UTTERANCES, seed: SEED },
    hearing: { clock: systemClock, cacheFolder, onProgress },
  });
  return measurementOf(figures);
}

/** The table of an evaluation. */
export function measurementOf(figures: EndpointingFigures): Measurement {
  const { test, validation } = figures.parts;
  return {
    kind: 'measured',
    name: 'endpointing',
    title: `End of turn (${test.turns} spoken turns of the test)`,
    method:
      `Utterances and answers that no model was trained on, spoken by flite with pauses inside (after function words, before phrases, ` +
      `anywhere; half of them after a drawn-out "um" or "uh"), heard by the service's own recognition. The curve is read off; the live ` +
      `policy is fixed. Cut-offs are live-shaped: each inner pause is cut with the share of recorded human pauses that outlast the wait. ` +
      `AUC of finished or not from recognised words of free turns ${test.auc.value.toFixed(3)} (95 % interval ${test.auc.low.toFixed(3)} to ` +
      `${test.auc.high.toFixed(3)}), from the words as meant ${test.aucTyped.toFixed(3)}. An acoustic cue, the length of the steady sound ` +
      `before the pause, alone: ${test.aucHeldSound.toFixed(3)}; it is not in use. Synthetic speech: no evidence about people.`,
    columns: ['waits', 'mean ms', 'median ms', 'p90 ms', 'inner pauses cut off'],
    rows: [
      rowOf('words, as in calls', test.live),
      rowOf('words, mean wait <= 400 ms', atMeanWait(test.curve, 400)),
      rowOf('words, mean wait <= 600 ms', atMeanWait(test.curve, 600)),
      rowOf('words, 5 % cut off', atCutoffs(test.curve, 0.05)),
      ...figures.silence.map((point) => rowOf(`plain silence of ${point.dial} ms`, point)),
      ['floor: no wait', '0', '0', '0', percent(1)],
    ],
    figures: {
      test: { ...headlineOf(test.auc.value, test.curve), curve: test.curve, freeCurve: test.freeCurve },
      validation: headlineOf(validation.auc.value, validation.curve),
      intervals: { auc: test.auc },
      aucTyped: test.aucTyped,
      aucHeldSound: test.aucHeldSound,
    },
    atMs: Date.now(),
    machine: machineName(),
  };
}
