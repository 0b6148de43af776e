/** Turns the outcomes of cells into the table of the learning bench: mean and spread over seeds, ratios to Leadline first. */
import { median, threeFigures } from '../measurement.js';
import { type Cell, type CellOutcome, type Figures, type Task, taskName } from './cell.js';

export interface MeasuredCell {
  readonly cell: Cell;
  readonly outcome: CellOutcome;
}

/** All seeds of a learner on a task. */
export interface LearnerFigures {
  readonly task: string;
  readonly learner: string;
  readonly seeds: readonly number[];
  readonly mean: Figures;
  readonly sd: Figures;
  /** Why there are no figures. */
  readonly skipped?: string;
}

export const COLUMNS = [
  'task',
  'learner',
  'errors, times Leadline',
  'training CPU, times Leadline',
  'figure',
  'mean ± SD',
  'seeds',
  'also',
  'train wall s',
  'train user CPU s',
  'median ms',
];

/** The figure that a task is judged by, and whether it is a share of which the rest is error. */
const MAIN: Readonly<Record<Task['kind'], string>> = {
  intents: 'accuracy',
  slots: 'f1',
  table: 'auc',
  purchases: 'correlation',
  uplift: 'qini',
};

export function groupCells(cells: readonly MeasuredCell[]): LearnerFigures[] {
  const groups = new Map<string, MeasuredCell[]>();
  for (const measured of cells) {
    const name = `${taskName(measured.cell.task)}\n${measured.cell.learner}`;
    groups.set(name, [...(groups.get(name) ?? []), measured]);
  }
  return [...groups].map(([name, group]) => summarise(name, group));
}

function summarise(name: string, group: readonly MeasuredCell[]): LearnerFigures {
  const [task = '', learner = ''] = name.split('\n');
  const figures = group.flatMap(({ outcome }) => (outcome.kind === 'measured' ? [outcome.figures] : []));
  const skipped = group.flatMap(({ outcome }) => (outcome.kind === 'skipped' ? [outcome.why] : []))[0];
  const names = Object.keys(figures[0] ?? {});
  const valuesOf = (key: string) => figures.map((each) => each[key]!);
  return {
    task,
    learner,
    seeds: group.filter(({ outcome }) => outcome.kind === 'measured').map(({ cell }) => cell.seed),
    mean: Object.fromEntries(names.map((key) => [key, meanOf(valuesOf(key))])),
    sd: Object.fromEntries(names.map((key) => [key, deviationOf(valuesOf(key))])),
    ...(figures.length === 0 && { skipped: skipped ?? 'not measured' }),
  };
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Rows by task; Leadline's default first, the rest in the order they were listed. */
export function learningRows(cells: readonly MeasuredCell[]): readonly (readonly string[])[] {
  const groups = groupCells(cells);
  const kinds = new Map(cells.map(({ cell }) => [taskName(cell.task), cell.task.kind]));
  return [...kinds].flatMap(([task, kind]) => {
    const own = groups.filter((group) => group.task === task);
    const base = own.find(({ learner, skipped }) => learner.startsWith('Leadline') && skipped === undefined);
    return own.map((group) => rowOf(group, MAIN[kind], base));
  });
}

function rowOf(group: LearnerFigures, main: string, base: LearnerFigures | undefined): readonly string[] {
  const { task, learner, mean, sd, seeds, skipped } = group;
  if (skipped !== undefined) return [task, learner, '-', '-', `skipped: ${skipped}`, ...Array(6).fill('-')];
  const isShare = ['accuracy', 'f1', 'auc'].includes(main);
  const times = (value: number, of: number | undefined) =>
    of === undefined || !(of > 0) ? '-' : threeFigures(value / of);
  const digits = main === 'auc' || main === 'correlation' ? 4 : main === 'qini' ? 4 : 2;
  const shown = (value: number) => (digits === 2 ? (100 * value).toFixed(2) : value.toFixed(digits));
  return [
    task,
    learner,
    isShare ? times(1 - mean[main]!, base && 1 - base.mean[main]!) : '-',
    times(mean.trainUserMs!, base?.mean.trainUserMs),
    main,
    `${shown(mean[main]!)} ± ${shown(sd[main]!)}`,
    String(seeds.length),
    alsoOf(mean),
    (mean.trainMs! / 1000).toFixed(2),
    (mean.trainUserMs! / 1000).toFixed(2),
    mean.medianMs === undefined ? '-' : mean.medianMs.toFixed(3),
  ];
}

function alsoOf(mean: Figures): string {
  const percent = (value: number) => (100 * value).toFixed(1);
  const parts: [string, (value: number) => string, string][] = [
    ['accuracyWithRejection', percent, 'with rejection'],
    ['oosRecall', percent, 'OOS recall'],
    ['auroc', (value) => value.toFixed(3), 'AUROC'],
    ['brier', (value) => value.toFixed(4), 'Brier'],
    ['ece', (value) => value.toFixed(4), 'ECE'],
    ['eceFloor', (value) => value.toFixed(4), 'ECE of perfect scores'],
    ['totalError', (value) => `${percent(value)} %`, 'total error'],
    ['mae', (value) => value.toFixed(3), 'MAE'],
    ['qiniLow', (value) => value.toFixed(4), 'low'],
    ['qiniHigh', (value) => value.toFixed(4), 'high'],
    ['qiniNullHigh', (value) => value.toFixed(4), 'random high'],
    ['modelBytes', (value) => `${(value / 1e6).toFixed(2)} MB`, 'model'],
  ];
  return parts
    .filter(([key]) => mean[key] !== undefined)
    .map(([key, show, word]) => `${word} ${show(mean[key]!)}`)
    .join(', ');
}

/** Median load of the machine in the run, so that a reader knows what wall times are worth. */
export const loadOf = (loads: readonly number[]) => threeFigures(median(loads));
