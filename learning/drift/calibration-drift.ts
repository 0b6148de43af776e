/**
 * Whether probabilities still come true: the number of outcomes against the number promised, and Spiegelhalter's statistic (1986), which
 * also sees probabilities that are too bold or too timid. Called by the drift job with scores whose outcome is known by now.
 */
import { type ReliabilityBin, reliabilityBins } from '../calibration/reliability.js';

export interface CalibrationDrift {
  readonly rows: number;
  /** Mean probability and observed rate. */
  readonly promised: number;
  readonly observed: number;
  /** Standard normal when the probabilities are honest: of the total, and of Spiegelhalter's test. */
  readonly totalZ: number;
  readonly spiegelhalterZ: number;
  readonly bins: readonly ReliabilityBin[];
  readonly verdict: 'too-few' | 'stable' | 'shifted';
}

/** Two-sided 1 % over two tests. */
const CRITICAL = 2.807;
/** Below this expected spread in the number of outcomes the normal approximation says nothing. */
const LEAST_VARIANCE = 5;

export function calibrationDrift(
  probabilities: ArrayLike<number>,
  positives: ArrayLike<number>,
): CalibrationDrift {
  const rows = probabilities.length;
  let [promised, observed, variance, surprise, surpriseVariance] = [0, 0, 0, 0, 0];
  for (let i = 0; i < rows; i++) {
    const p = probabilities[i]!;
    promised += p;
    observed += positives[i]!;
    variance += p * (1 - p);
    surprise += (positives[i]! - p) * (1 - 2 * p);
    surpriseVariance += (1 - 2 * p) ** 2 * p * (1 - p);
  }
  const totalZ = variance > 0 ? (observed - promised) / Math.sqrt(variance) : 0;
  const spiegelhalterZ = surpriseVariance > 0 ? surprise / Math.sqrt(surpriseVariance) : 0;
  const isShifted = Math.max(Math.abs(totalZ), Math.abs(spiegelhalterZ)) > CRITICAL;
  return {
    rows,
    promised: rows > 0 ? promised / rows : 0,
    observed: rows > 0 ? observed / rows : 0,
    totalZ,
    spiegelhalterZ,
    bins: reliabilityBins(probabilities, positives),
    verdict: variance < LEAST_VARIANCE ? 'too-few' : isShifted ? 'shifted' : 'stable',
  };
}
