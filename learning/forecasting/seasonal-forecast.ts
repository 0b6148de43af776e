/**
 * Forecasts of a regular series with prediction intervals: additive exponential smoothing with damped trend and season, chosen by AICc among
 * its simpler forms (Hyndman, Koehler, Ord, Snyder 2008). Called by forecasts of leads and sales; it never fills gaps.
 */
import { Fault } from '../../protocol/index.js';
import { minimise } from '../numerics/nelder-mead.js';

export type SmoothingForm = 'level' | 'trend' | 'season' | 'trend-season';

export interface SmoothingModel {
  readonly kind: 'smoothing';
  readonly form: SmoothingForm;
  readonly season: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  /** State after the last value. */
  readonly level: number;
  readonly trend: number;
  /** Offsets of the coming season, first the next step's. */
  readonly offsets: readonly number[];
  /** Standard deviation of one-step errors. */
  readonly deviation: number;
}

export interface ForecastPoint {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Weights {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** @param season steps per season; 1 = none. Fault `learning.no-data` for fewer than two seasons and six values. */
export function fitSeasonal(values: ArrayLike<number>, season: number): SmoothingModel {
  if (values.length < Math.max(6, 2 * season)) {
    throw new Fault('learning.no-data', 'A forecast needs two seasons and at least six values.');
  }
  const forms: SmoothingForm[] =
    season > 1 ? ['level', 'trend', 'season', 'trend-season'] : ['level', 'trend'];
  const fitted = forms.map((form) => fitForm(values, season, form));
  return fitted.reduce((best, next) => (next.criterion < best.criterion ? next : best)).model;
}

const hasTrend = (form: SmoothingForm) => form === 'trend' || form === 'trend-season';
const hasSeason = (form: SmoothingForm) => form === 'season' || form === 'trend-season';

function fitForm(values: ArrayLike<number>, season: number, form: SmoothingForm) {
  const squash = (x: number, low: number, high: number) => low + (high - low) / (1 + Math.exp(-x));
  const weightsOf = (point: readonly number[]): Weights => {
    const alpha = squash(point[0]!, 0.001, 0.999);
    return {
      alpha,
      beta: hasTrend(form) ? alpha * squash(point[1]!, 0.001, 0.999) : 0,
      phi: hasTrend(form) ? squash(point[2]!, 0.8, 0.995) : 0,
      gamma: hasSeason(form) ? (1 - alpha) * squash(point[3]!, 0.001, 0.999) : 0,
    };
  };
  const errorOf = (point: readonly number[]) => smooth(values, { season, form, ...weightsOf(point) }).squares;
  const { point } = minimise(errorOf, [-1, -2, 1, -2], { size: 1, maxEvaluations: 600, tolerance: 1e-8 });
  const weights = weightsOf(point);
  const state = smooth(values, { season, form, ...weights });
  const n = values.length;
  const count = 3 + (hasTrend(form) ? 3 : 0) + (hasSeason(form) ? season : 0);
  const criterion =
    n * Math.log(state.squares / n + 1e-12) +
    2 * count +
    (2 * count * (count + 1)) / Math.max(n - count - 1, 0.1);
  const { level, trend, offsets } = state;
  const deviation = Math.sqrt(state.squares / Math.max(n - count, 1));
  const model: SmoothingModel = {
    kind: 'smoothing',
    form,
    season,
    ...weights,
    level,
    trend,
    offsets,
    deviation,
  };
  return { criterion, model };
}

interface SmoothSettings extends Weights {
  readonly season: number;
  readonly form: SmoothingForm;
}

/** Runs the error-correction recursions over the series. */
function smooth(values: ArrayLike<number>, settings: SmoothSettings) {
  const { season, form, alpha, beta, gamma, phi } = settings;
  const start = startState(values, season, form);
  let { level, trend } = start;
  const offsets = start.offsets;
  let squares = 0;
  for (let t = 0; t < values.length; t++) {
    const slot = t % offsets.length;
    const error = values[t]! - (level + phi * trend + offsets[slot]!);
    squares += error * error;
    level += phi * trend + alpha * error;
    trend = phi * trend + beta * error;
    offsets[slot]! += gamma * error;
  }
  const turn = values.length % offsets.length;
  return { squares, level, trend, offsets: [...offsets.slice(turn), ...offsets.slice(0, turn)] };
}

/** First season's mean as level, change between the first two seasons as trend, averaged deviations as offsets. */
function startState(values: ArrayLike<number>, season: number, form: SmoothingForm) {
  const span = hasSeason(form) ? season : Math.min(4, values.length >> 1);
  const meanFrom = (start: number) => {
    let sum = 0;
    for (let i = start; i < start + span; i++) sum += values[i]! / span;
    return sum;
  };
  const slope = (meanFrom(span) - meanFrom(0)) / span;
  const trend = hasTrend(form) ? slope : 0;
  const level = meanFrom(0) - trend * ((span + 1) / 2);
  if (!hasSeason(form)) return { level, trend, offsets: [0] };
  const cycles = Math.floor(values.length / season);
  const offsets = Array.from({ length: season }, (_, j) => {
    let sum = 0;
    for (let c = 0; c < cycles; c++) sum += (values[c * season + j]! - meanFrom(c * season)) / cycles;
    return sum - slope * (j - (season - 1) / 2);
  });
  return { level, trend, offsets };
}

/**
 * The next `horizon` steps with intervals of the given coverage (normal errors; variance of table 6.1 of the book).
 * @param z normal quantile of the interval, 1.96 for 95 %.
 */
export function forecastSeasonal(model: SmoothingModel, horizon: number, z = 1.96): ForecastPoint[] {
  let damped = 0;
  let variance = 1;
  return Array.from({ length: horizon }, (_, step) => {
    if (step > 0) {
      const seasonal = hasSeason(model.form) && step % model.season === 0 ? model.gamma : 0;
      variance += (model.alpha + model.beta * damped + seasonal) ** 2;
    }
    damped += model.phi ** (step + 1);
    const value = model.level + damped * model.trend + model.offsets[step % model.offsets.length]!;
    const half = z * model.deviation * Math.sqrt(variance);
    return { value, low: value - half, high: value + half };
  });
}
