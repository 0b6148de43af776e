/** What the readings of a trial say: agreement, differences, outcomes, latency. Pure; shadow-watch.ts gives it readings and adds words to disagreements. */
import {
  areaUnderRoc,
  aucDifference,
  brierScore,
  meanDifference,
  quantileOf,
  shareInterval,
} from '../../learning/index.js';
import type { ShadowLatency, ShadowOutcomes, ShadowReport } from '../../protocol/index.js';
import type { KnownOutcome, ShadowReading } from '../store/index.js';

export type ShadowFigures = Pick<
  ShadowReport,
  'readings' | 'firstMs' | 'lastMs' | 'agreement' | 'difference' | 'outcomes' | 'latency'
>;

/** @param readings newest first. @param outcomes by conversation. */
export function shadowFigures(
  readings: readonly ShadowReading[],
  outcomes: ReadonlyMap<string, KnownOutcome>,
): ShadowFigures {
  if (readings.length === 0) return { readings: 0 };
  const agreed = readings.filter((reading) => !isDisagreement(reading)).length;
  return {
    readings: readings.length,
    firstMs: readings.at(-1)!.atMs,
    lastMs: readings[0]!.atMs,
    agreement: shareInterval(agreed, readings.length),
    ...differenceOf(readings),
    ...outcomesOf(readings, outcomes),
    latency: {
      active: latencyOf(readings.map(({ active }) => active.ms)),
      challenger: latencyOf(readings.map(({ challenger }) => challenger.ms)),
    },
  };
}

export const isDisagreement = ({ active, challenger }: ShadowReading) => active.label !== challenger.label;

const isScore = ({ trial }: ShadowReading) => trial.model === 'lead-score';

/** Scores are compared always, confidences only where both name the same label. */
function differenceOf(readings: readonly ShadowReading[]): Pick<ShadowFigures, 'difference'> {
  const differences = readings.flatMap((reading) => {
    const { active, challenger } = reading;
    const isComparable = isScore(reading) || !isDisagreement(reading);
    return isComparable && active.value !== undefined && challenger.value !== undefined
      ? [challenger.value - active.value]
      : [];
  });
  if (differences.length === 0) return {};
  const sizes = differences.map(Math.abs);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    difference: {
      rows: differences.length,
      mean: mean(differences),
      meanAbsolute: mean(sizes),
      most: sizes.reduce((most, size) => Math.max(most, size), 0),
    },
  };
}

/** The last scores that both gave before the outcome was known; a score given after it proves nothing. */
function outcomesOf(
  readings: readonly ShadowReading[],
  outcomes: ReadonlyMap<string, KnownOutcome>,
): Pick<ShadowFigures, 'outcomes'> {
  const seen = new Set<string>();
  const rows = readings.flatMap((reading) => {
    const { conversationId, atMs, active, challenger } = reading;
    const outcome = outcomes.get(conversationId);
    if (!isScore(reading) || outcome === undefined || atMs > outcome.atMs) return [];
    if (active.value === undefined || challenger.value === undefined || seen.has(conversationId)) return [];
    seen.add(conversationId);
    return [{ active: active.value, challenger: challenger.value, isWon: outcome.isWon ? 1 : 0 }];
  });
  if (rows.length === 0) return {};
  const first = rows.map(({ active }) => active);
  const second = rows.map(({ challenger }) => challenger);
  const positives = rows.map(({ isWon }) => isWon);
  return { outcomes: judgeOutcomes({ first, second, positives }) };
}

interface JudgedScores {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly positives: readonly number[];
}

function judgeOutcomes({ first, second, positives }: JudgedScores): ShadowOutcomes {
  const won = positives.reduce((sum, positive) => sum + positive, 0);
  const hasBoth = won > 0 && won < positives.length;
  return {
    rows: positives.length,
    won,
    activeBrier: brierScore(first, positives),
    challengerBrier: brierScore(second, positives),
    brierGain: meanDifference(
      positives.map((positive, i) => (first[i]! - positive) ** 2 - (second[i]! - positive) ** 2),
    ),
    ...(hasBoth && {
      auc: {
        active: areaUnderRoc(first, positives),
        challenger: areaUnderRoc(second, positives),
        gain: aucDifference({ first, second, positives }),
      },
    }),
  };
}

function latencyOf(times: readonly number[]): ShadowLatency {
  const sorted = [...times].sort((a, b) => a - b);
  return { medianMs: quantileOf(sorted, 0.5), p95Ms: quantileOf(sorted, 0.95) };
}
