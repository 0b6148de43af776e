/** How honest probabilities are: reliability bins, Brier score (Brier 1950), expected calibration error (Naeini et al. 2015). Pure functions. */

export interface ReliabilityBin {
  /** Bin edges on the predicted probability. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean prediction and observed rate; 0 when empty. */
  readonly predicted: number;
  readonly observed: number;
}

/** Bins of equal width on 0..1. */
export function reliabilityBins(
  probabilities: ArrayLike<number>,
  positives: ArrayLike<number>,
  binCount = 10,
): ReliabilityBin[] {
  const sums = Array.from({ length: binCount }, () => ({ count: 0, predicted: 0, observed: 0 }));
  for (let i = 0; i < probabilities.length; i++) {
    const bin = sums[Math.min(Math.floor(probabilities[i]! * binCount), binCount - 1)]!;
    bin.count++;
    bin.predicted += probabilities[i]!;
    bin.observed += positives[i]!;
  }
  return sums.map(({ count, predicted, observed }, i) => ({
    from: i / binCount,
    to: (i + 1) / binCount,
    count,
    predicted: count > 0 ? predicted / count : 0,
    observed: count > 0 ? observed / count : 0,
  }));
}

/** Mean squared difference of probability and outcome; 0 is perfect. */
export function brierScore(probabilities: ArrayLike<number>, positives: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) sum += (probabilities[i]! - positives[i]!) ** 2;
  return probabilities.length > 0 ? sum / probabilities.length : 0;
}

/** Mean distance of predicted and observed rate over ten equal-width bins, weighted by their size; 0 is perfect. */
export function expectedCalibrationError(
  probabilities: ArrayLike<number>,
  positives: ArrayLike<number>,
  binCount = 10,
): number {
  let sum = 0;
  for (const bin of reliabilityBins(probabilities, positives, binCount)) {
    sum += bin.count * Math.abs(bin.predicted - bin.observed);
  }
  return probabilities.length > 0 ? sum / probabilities.length : 0;
}
