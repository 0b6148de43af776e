/**
 * Trains a hashed logistic model by AdaGrad (Duchi, Hazan, Singer 2011): one step per example, the rate of each weight falls with its own
 * gradients. Hashing as in Weinberger et al. 2009. Called by dialogs; reads no files.
 */
import { Fault, type Random, seededRandom } from '../../protocol/index.js';
import { fitPlatt } from '../calibration/calibration.js';
import { sigmoid } from '../logistic/logistic-regression.js';
import { startPulse, type TrainingPulse, type TrainingRun } from '../training-run.js';
import { bucketOf, type HashedLogisticModel, hashedMargin } from './hashed-logistic-model.js';

export interface HashedExample {
  readonly features: readonly string[];
  readonly isPositive: boolean;
  /** Examples of one group are held out together: what comes from one utterance must not tell of itself. */
  readonly group: number;
}

export interface HashedLogisticOptions {
  readonly seed: number;
  /** 2^bits weights of one byte (default 19). */
  readonly bits?: number;
  readonly passes?: number;
  readonly rate?: number;
  /** Penalty on squared weights, applied when a weight is touched. */
  readonly l2?: number;
}

export interface HashedLogisticTraining extends TrainingRun {
  readonly examples: readonly HashedExample[];
  readonly options: HashedLogisticOptions;
}

export interface TrainedHashedLogistic {
  readonly model: HashedLogisticModel;
  /** Calibrated on, and scored by weights that never saw them: the examples of every fifth group, in their order. */
  readonly heldOut: readonly { readonly index: number; readonly margin: number }[];
}

/** On held-out utterances of the demo pack more passes gain nothing, faster ones lose; 19 bits gain 0.4 points of AUC over 17. */
const DEFAULTS = { bits: 19, passes: 2, rate: 0.35, l2: 1e-5 };
const HELD_OUT_EVERY = 5;
const BEAT_EVERY = 4096;

interface Table {
  readonly weights: Float64Array;
  readonly squares: Float64Array;
  intercept: number;
}

interface Indexed {
  readonly buckets: Int32Array;
  readonly isPositive: boolean;
}

type Settings = Required<HashedLogisticOptions>;

/**
 * Deterministic for a seed. O(passes x features). The first fit leaves every fifth group out and is calibrated on it; the second is on all
 * and takes over that calibration. Faults `learning.no-data` (one class only), `learning.cancelled`.
 */
export async function trainHashedLogistic(training: HashedLogisticTraining): Promise<TrainedHashedLogistic> {
  const { examples } = training;
  const settings: Settings = { ...DEFAULTS, ...training.options };
  const isHeldOut = ({ group }: HashedExample) => group % HELD_OUT_EVERY === 0;
  const positives = examples.filter(({ isPositive }) => isPositive).length;
  if (positives === 0 || positives === examples.length)
    throw new Fault('learning.no-data', 'A two-class model needs examples of both classes.');
  const rows = examples.map((example) => indexed(example, settings.bits));
  const learned = rows.filter((_, i) => !isHeldOut(examples[i]!));
  const total = settings.passes * (rows.length + learned.length);
  const pulse = startPulse('training end of turn', total, training);
  const trial = quantised(await fitTable(learned, settings, pulse), settings.bits);
  const heldOut = examples.flatMap((example, index) =>
    isHeldOut(example) ? [{ index, margin: hashedMargin(trial, example.features) }] : [],
  );
  const calibration = calibrationOf(
    heldOut.map(({ margin }) => margin),
    heldOut.map(({ index }) => (examples[index]!.isPositive ? 1 : 0)),
  );
  const done = settings.passes * learned.length;
  const whole = await fitTable(rows, settings, { beat: (more) => pulse.beat(done + more) });
  return { model: { ...quantised(whole, settings.bits), ...calibration }, heldOut };
}

function indexed({ features, isPositive }: HashedExample, bits: number): Indexed {
  return { buckets: Int32Array.from(features, (feature) => bucketOf(feature, bits)), isPositive };
}

async function fitTable(rows: readonly Indexed[], settings: Settings, pulse: TrainingPulse): Promise<Table> {
  const size = 1 << settings.bits;
  const table: Table = { weights: new Float64Array(size), squares: new Float64Array(size), intercept: 0 };
  const random: Random = seededRandom(settings.seed);
  let done = 0;
  for (let pass = 0; pass < settings.passes; pass++) {
    for (const row of random.shuffle(rows)) {
      step(table, row, settings);
      if (++done % BEAT_EVERY === 0) await pulse.beat(done);
    }
  }
  return table;
}

function step(table: Table, { buckets, isPositive }: Indexed, { rate, l2 }: Settings): void {
  const { weights, squares } = table;
  const value = 1 / Math.sqrt(Math.max(1, buckets.length));
  let margin = table.intercept;
  for (const bucket of buckets) margin += weights[bucket]! * value;
  const error = sigmoid(margin) - (isPositive ? 1 : 0);
  table.intercept -= INTERCEPT_RATE * error;
  for (const bucket of buckets) {
    const gradient = error * value + l2 * weights[bucket]!;
    squares[bucket]! += gradient * gradient;
    weights[bucket]! -= (rate * gradient) / Math.sqrt(squares[bucket]! + 1e-8);
  }
}

const INTERCEPT_RATE = 0.005;
const INT8_MOST = 127;

function quantised({ weights, intercept }: Table, bits: number): HashedLogisticModel {
  let most = 1e-9;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const scale = most / INT8_MOST;
  return {
    kind: 'hashed-logistic',
    bits,
    weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)),
    scale,
    intercept,
    slope: 1,
    offset: 0,
  };
}

/** On held-out margins; the identity where only one class was held out. */
function calibrationOf(margins: readonly number[], positives: readonly number[]) {
  if (new Set(positives).size < 2) return { slope: 1, offset: 0 };
  const fitted = fitPlatt(margins, positives);
  return fitted.kind === 'platt'
    ? { slope: fitted.slope, offset: fitted.intercept }
    : { slope: 1, offset: 0 };
}
