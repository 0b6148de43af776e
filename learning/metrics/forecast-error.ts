/** Errors of forecasts: mean absolute scaled error (Hyndman, Koehler 2006) and coverage of intervals. Pure functions. */

/**
 * Mean absolute error over that of the seasonal naive forecast within the training series; below 1 is better than naive.
 * @param season steps of one season (1 = last value). Returns NaN when the training series never changes over a season.
 */
export function meanAbsoluteScaledError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  { training, season }: { readonly training: ArrayLike<number>; readonly season: number },
): number {
  let error = 0;
  for (let i = 0; i < actual.length; i++) error += Math.abs(actual[i]! - forecast[i]!) / actual.length;
  let naive = 0;
  const count = training.length - season;
  for (let i = season; i < training.length; i++)
    naive += Math.abs(training[i]! - training[i - season]!) / count;
  return naive > 0 ? error / naive : Number.NaN;
}

/** Share of actual values inside their interval, 0..1. */
export function intervalCoverage(
  actual: ArrayLike<number>,
  low: ArrayLike<number>,
  high: ArrayLike<number>,
): number {
  let inside = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i]! >= low[i]! && actual[i]! <= high[i]!) inside++;
  return actual.length > 0 ? inside / actual.length : 0;
}
