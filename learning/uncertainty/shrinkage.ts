/**
 * How sure a rate or a score is when examples are few: a beta-binomial interval of a rate, and shrinkage of a score towards a prior rate.
 * For rates and scores from fewer than about 120 conversions. Pure functions.
 */

export interface RateEstimate {
  /** Posterior mean, 0..1. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Posterior of a rate after `positives` of `count`, with a beta prior of mean `prior` worth `strength` observations; bounds are the
 * Wilson interval (Wilson 1927) on the pooled counts.
 */
export function shrinkRate(
  { positives, count }: { readonly positives: number; readonly count: number },
  prior: number,
  strength = 20,
): RateEstimate {
  const n = count + strength;
  const rate = (positives + prior * strength) / n;
  const z = 1.96;
  const centre = (rate + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Log-odds moved towards the prior's: weight n / (n + strength), n = conversions seen in training. */
export function shrinkScore(
  probability: number,
  prior: number,
  { conversions, strength = 30 }: { readonly conversions: number; readonly strength?: number },
): number {
  const logit = (p: number) =>
    Math.log(Math.min(Math.max(p, 1e-6), 1 - 1e-6) / (1 - Math.min(Math.max(p, 1e-6), 1 - 1e-6)));
  const weight = conversions / (conversions + strength);
  return 1 / (1 + Math.exp(-(weight * logit(probability) + (1 - weight) * logit(prior))));
}
