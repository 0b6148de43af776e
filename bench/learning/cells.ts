/** Which learners meet on which tasks, with which seeds. Read by the learning bench. */
import { BY_INTENT, type Cell, type IntentSet, type Task, WITH_VECTORS } from './cell.js';

/** Three for what varies with the seed alone. */
const SEEDS = [1, 2, 3];
/** Five random splits: one alone decides nothing. */
const SPLITS = [1, 2, 3, 4, 5];

const cellsOf = (task: Task, learner: string, seeds: readonly number[]): Cell[] =>
  seeds.map((seed) => ({ task, learner, seed }));

const INTENT_SETS: readonly IntentSet[] = ['clinc150', 'banking77', 'snips'];

function intentCells(): Cell[] {
  return INTENT_SETS.flatMap((set) => {
    const task: Task = { kind: 'intents', set };
    return [
      ...cellsOf(task, 'Leadline', SEEDS),
      ...cellsOf(task, WITH_VECTORS, SEEDS),
      ...cellsOf(task, 'scikit-learn LinearSVC', SEEDS),
      ...['liblinear', 'nlp.js', 'natural Bayes'].flatMap((learner) => cellsOf(task, learner, [1])),
    ];
  });
}

const TREES = ['Leadline, five folds', 'Leadline, one model', 'xgboost, five folds', 'xgboost'];
const TABLE_LEARNERS = [
  ...TREES,
  'scikit-learn HistGradientBoosting',
  'Leadline, logistic',
  'scikit-learn logistic',
];

function tableCells(): Cell[] {
  const random = (['telco', 'bank'] as const).flatMap((set) =>
    TABLE_LEARNERS.flatMap((learner) =>
      cellsOf({ kind: 'table', set, isTimeOrdered: false }, learner, SPLITS),
    ),
  );
  const inOrder = TABLE_LEARNERS.flatMap((learner) =>
    cellsOf({ kind: 'table', set: 'bank', isTimeOrdered: true }, learner, SEEDS),
  );
  const forest = cellsOf({ kind: 'table', set: 'telco', isTimeOrdered: false }, 'ml-random-forest', [1]);
  return [...random, ...inOrder, ...forest];
}

/** Leadline's first, then the peers': a run that is cut has what matters most. */
export function learningCells(): readonly Cell[] {
  const all = [
    ...tableCells(),
    ...intentCells(),
    ...cellsOf({ kind: 'purchases' }, 'Leadline', [1]),
    ...cellsOf({ kind: 'uplift' }, 'Leadline', SEEDS),
    ...cellsOf({ kind: 'slots' }, 'Leadline', SEEDS),
    ...cellsOf({ kind: 'slots' }, BY_INTENT, SEEDS),
  ];
  const isOwn = (cell: Cell) => cell.learner.startsWith('Leadline');
  return [...all.filter(isOwn), ...all.filter((cell) => !isOwn(cell))];
}
