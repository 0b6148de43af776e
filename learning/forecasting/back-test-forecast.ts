/**
 * A series foretold and the forecast checked: smoothing on the values or, where swings grow with the level, on their logarithms; and
 * rolling origins (Tashman 2000) that show how the same method did on what came later. Called by forecast commands.
 */
import { Fault } from '../../protocol/index.js';
import { correlationOf } from '../metrics/correlation.js';
import { intervalCoverage, meanAbsoluteScaledError } from '../metrics/forecast-error.js';
import { startPulse, type TrainingRun } from '../training-run.js';
import {
  type ForecastPoint,
  fitSeasonal,
  forecastSeasonal,
  type SmoothingModel,
} from './seasonal-forecast.js';

export interface SeriesForecast {
  readonly points: readonly ForecastPoint[];
  readonly form: SmoothingModel['form'];
  /** Fitted on logarithms: the season multiplies instead of adding. */
  readonly isLog: boolean;
}

export interface ForecastBackTest {
  /** Mean absolute scaled error over all origins; below 1 is better than repeating the last season. */
  readonly mase: number;
  /** Share of later values inside their 95 % interval. */
  readonly coverage: number;
  readonly origins: number;
  readonly horizon: number;
}

export interface ForecastQuestion extends TrainingRun {
  /** Steps of a season; 1 = none. */
  readonly season: number;
  readonly horizon: number;
}

const MOST_ORIGINS = 8;
const LEAST_VALUES = 6;

/** Fault `learning.no-data` when the series is too short for its season. */
export function forecastSeries(
  values: readonly number[],
  { season, horizon }: ForecastQuestion,
): SeriesForecast {
  const isLog = growsWithLevel(values, season);
  const model = fitSeasonal(isLog ? values.map(Math.log) : values, season);
  const points = forecastSeasonal(model, horizon);
  const lift = (point: ForecastPoint) => ({
    value: Math.exp(point.value),
    low: Math.exp(point.low),
    high: Math.exp(point.high),
  });
  return { points: isLog ? points.map(lift) : points, form: model.form, isLog };
}

/** As many origins as leave two seasons to learn from, at most 8, a horizon apart. Fault `learning.no-data` when there is none. */
export async function backTestForecast(
  values: readonly number[],
  question: ForecastQuestion,
): Promise<ForecastBackTest> {
  const least = Math.max(LEAST_VALUES, 2 * question.season);
  const horizon = Math.min(question.horizon, values.length - least);
  if (horizon < 1)
    throw new Fault(
      'learning.no-data',
      `A forecast with back-test needs more than ${least} values; there are ${values.length}.`,
    );
  const origins = Math.min(MOST_ORIGINS, Math.floor((values.length - least) / horizon));
  const pulse = startPulse('testing the forecast on the past', origins, question);
  const errors: number[] = [];
  const inside: number[] = [];
  for (let i = 0; i < origins; i++) {
    const end = values.length - (origins - i) * horizon;
    const training = values.slice(0, end);
    const actual = values.slice(end, end + horizon);
    const { points } = forecastSeries(training, { season: question.season, horizon });
    const given = points.map(({ value }) => value);
    errors.push(meanAbsoluteScaledError(actual, given, { training, season: question.season }));
    inside.push(
      intervalCoverage(
        actual,
        points.map(({ low }) => low),
        points.map(({ high }) => high),
      ),
    );
    await pulse.beat(i + 1);
  }
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  return {
    mase: mean(errors.filter((error) => !Number.isNaN(error))),
    coverage: mean(inside),
    origins,
    horizon,
  };
}

const LEAST_WINDOWS = 4;

/** True when swings within a season grow in step with its level, which nearly doubles at least: Guerrero's (1993) reason for logarithms. */
function growsWithLevel(values: readonly number[], season: number): boolean {
  if (values.some((value) => value <= 0)) return false;
  const width = Math.max(season, 4);
  const windows = Array.from({ length: Math.floor(values.length / width) }, (_, i) =>
    values.slice(i * width, (i + 1) * width),
  );
  if (windows.length < LEAST_WINDOWS) return false;
  const means = windows.map((window) => window.reduce((a, b) => a + b, 0) / width);
  const swings = windows.map((window) => Math.max(...window) - Math.min(...window));
  return Math.max(...means) > 1.8 * Math.min(...means) && correlationOf(means, swings) > 0.8;
}
