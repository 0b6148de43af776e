/** Quantiles of the normal and chi-square distributions, for critical values. Pure functions. */

/** Rational approximation of Abramowitz and Stegun 26.2.23; absolute error below 4.5e-4. For 0 < probability < 1. */
export function normalQuantile(probability: number): number {
  const tail = Math.min(probability, 1 - probability);
  const t = Math.sqrt(-2 * Math.log(tail));
  const above =
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  return probability < 0.5 ? -above : above;
}

/** Wilson and Hilferty (1931); within about 1 % from two degrees of freedom on. */
export function chiSquareQuantile(probability: number, degrees: number): number {
  const part = 2 / (9 * degrees);
  return degrees * Math.max(0, 1 - part + normalQuantile(probability) * Math.sqrt(part)) ** 3;
}
