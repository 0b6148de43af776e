/** The job of `leadline forecast`: a series from a file, the forecast, and how the method did on the past. Runs in the job worker. */
import {
  backTestForecast,
  type ForecastBackTest,
  forecastSeries,
  type TrainingRun,
} from '../../learning/index.js';
import { columnNamed, openTableFile } from './table-file.js';
import { readSeries, SEASON_OF, type Step } from './time-series.js';

export interface ForecastOrder {
  readonly csv: string;
  readonly date: string;
  readonly value: string;
  readonly horizon: number;
  readonly every?: Step;
  readonly season?: number;
}

export interface ForecastLine {
  readonly date: string;
  readonly value: number;
  /** Bounds of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

export interface ForecastResult extends Omit<ForecastBackTest, 'horizon'> {
  readonly forecast: readonly ForecastLine[];
  readonly testedHorizon: number;
  readonly step: Step;
  readonly season: number;
  readonly form: string;
  readonly isLog: boolean;
  readonly history: readonly { readonly date: string; readonly value: number }[];
  readonly remarks: readonly string[];
}

export async function forecast(order: ForecastOrder, run: TrainingRun): Promise<ForecastResult> {
  const file = openTableFile(order.csv);
  const columns = {
    date: columnNamed(file, order.date, '--date'),
    value: columnNamed(file, order.value, '--value'),
    every: order.every,
  };
  const { step, values, nameOf, remarks } = readSeries(file, columns);
  const season = seasonFor(order.season ?? SEASON_OF[step], values.length);
  const question = { season, horizon: order.horizon };
  const { horizon: testedHorizon, ...tested } = await backTestForecast(values, { ...question, ...run });
  const { points, form, isLog } = forecastSeries(values, question);
  const floor = values.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  return {
    ...tested,
    testedHorizon,
    step,
    season,
    form,
    isLog,
    forecast: points.map(({ value, low, high }, i) => ({
      date: nameOf(values.length + i),
      value: Math.max(floor, value),
      low: Math.max(floor, low),
      high: Math.max(floor, high),
    })),
    history: values.map((value, i) => ({ date: nameOf(i), value })),
    remarks,
  };
}

/** A season that is not there two and a half times cannot be learnt and tested. */
const seasonFor = (wanted: number, count: number) => (count >= 2.5 * wanted ? wanted : 1);
