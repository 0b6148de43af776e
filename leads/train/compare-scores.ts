/**
 * Holds a newly trained score against the one that serves, on the locked test that neither was trained on. Called by retraining, whose
 * gate decides by it; it trains nothing.
 */
import { compareVersions, type GateResult, judgeGate } from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';
import { featuresOf } from '../features/lead-feature.js';
import type { LeadPack } from '../lead-pack.js';
import { decodeModel } from '../model-codec.js';
import { type ScoreModel, scoreRow } from '../score/score-model.js';
import { scoreRows } from './train-lead-models.js';
import { splitLocked, type TrainingConversation, toExamples } from './training-set.js';

export interface ScoreComparison {
  readonly pack: LeadPack;
  readonly conversations: readonly TrainingConversation[];
  /** `model.json` of the new version. */
  readonly challenger: Uint8Array;
  /** The version that serves; the base rate of the training rows is held against it where none does. */
  readonly champion?: { readonly version: string; readonly model: Uint8Array };
  readonly seed: number;
}

/** Brier score that may be lost within the interval: a hundredth, as a lead's probability moves by less than its own interval then. */
export const BRIER_TOLERANCE = 0.01;

/**
 * The gate over the Brier score (Brier 1950; proper, so that it sees ranking and calibration), as its negative: higher is better.
 * Without a champion, or where it knows other signals than the pack has now and so scores nobody, the base rate is held against it.
 */
export function judgeScore({ pack, conversations, challenger, champion, seed }: ScoreComparison): GateResult {
  const features = featuresOf(pack);
  const { train, test } = splitLocked(toExamples(conversations));
  const rows = scoreRows(features, test);
  const newer = decodeModel<ScoreModel>(challenger, 'lead-score');
  const older = champion && decodeModel<ScoreModel>(champion.model, 'lead-score');
  const isAskable = older !== undefined && older.names.join('\n') === rows.names.join('\n');
  const known = scoreRows(features, train).targets;
  const baseRate = known.reduce((sum, target) => sum + target, 0) / Math.max(1, known.length);
  const lossOf = (scoreOf: (row: Float64Array) => number) =>
    rows.rows.map((row, i) => (scoreOf(row) - rows.targets[i]!) ** 2);
  const losses = {
    active: lossOf(isAskable ? (row) => scoreRow(older, row).value : () => baseRate),
    challenger: lossOf((row) => scoreRow(newer, row).value),
  };
  const meanGain = (of: readonly number[]) => (picks: Uint32Array) =>
    -picks.reduce((sum, i) => sum + of[i]!, 0) / Math.max(1, picks.length);
  return judgeGate({
    against: isAskable ? champion!.version : 'base rate',
    figure: 'negative Brier score',
    difference: compareVersions({
      rowCount: rows.rows.length,
      active: meanGain(losses.active),
      challenger: meanGain(losses.challenger),
      random: seededRandom(seed),
    }),
    rows: rows.rows.length,
    // A first version has nothing to stand in for: it must be better.
    tolerance: isAskable ? BRIER_TOLERANCE : 0,
  });
}
