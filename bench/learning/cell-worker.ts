/** A process for one cell: takes a plan, trains and tests, answers with the outcome. Started by the learning bench; holds no state. */
import { join } from 'node:path';
import { assertNever } from '../../protocol/index.js';
import { BY_INTENT, type Cell, type CellOutcome, type CellPlan, type Figures, WITH_VECTORS } from './cell.js';
import { fileOf, readGoalTable, readIntentSet, splitRows } from './data-sets.js';
import { measureEmbeddedIntents, measureIntents } from './intent-cells.js';
import { measureNatural, measureNlpJs, measureRandomForest } from './npm-peers.js';
import { measureWithPython } from './python-peers.js';
import { measureSlots, measureSlotsByIntent } from './slot-cells.js';
import { measurePurchases, measureTable, measureUplift, TABLE_LEARNERS } from './table-cells.js';

async function measureCell(plan: CellPlan): Promise<CellOutcome> {
  const { cell, dataFolder: folder } = plan;
  const { task, seed } = cell;
  switch (task.kind) {
    case 'intents':
      return measureIntentCell(plan, task.set);
    case 'slots':
      return measured(await (cell.learner === BY_INTENT ? measureSlotsByIntent : measureSlots)(folder, seed));
    case 'table':
      return measureTableCell(plan, task);
    case 'purchases':
      return measured(await measurePurchases(folder, fileOf(task)));
    case 'uplift':
      return measured(await measureUplift(folder, fileOf(task), seed));
    default:
      return assertNever(task);
  }
}

const measured = (figures: Figures): CellOutcome => ({ kind: 'measured', figures });

async function measureIntentCell(
  plan: CellPlan,
  set: Parameters<typeof readIntentSet>[1],
): Promise<CellOutcome> {
  const { cell, dataFolder, peersFolder } = plan;
  if (cell.learner === 'Leadline') return measured(await measureIntents(dataFolder, set, cell.seed));
  if (cell.learner === WITH_VECTORS)
    return measured(await measureEmbeddedIntents(dataFolder, set, cell.seed));
  const data = readIntentSet(dataFolder, set);
  if (cell.learner === 'nlp.js') return measured(await measureNlpJs(peersFolder, data));
  if (cell.learner === 'natural Bayes') return measured(await measureNatural(peersFolder, data));
  return measureWithPython(rootOf(plan), cell.learner, { task: { kind: 'intents', data }, seed: cell.seed });
}

async function measureTableCell(
  plan: CellPlan,
  { set, isTimeOrdered }: Extract<Cell['task'], { kind: 'table' }>,
): Promise<CellOutcome> {
  const { cell, dataFolder, peersFolder } = plan;
  const data = readGoalTable(dataFolder, set);
  const split = splitRows(data.table.rowCount, cell.seed, isTimeOrdered);
  const own = TABLE_LEARNERS[cell.learner];
  if (own) return measured(await measureTable(own, { data, split, seed: cell.seed }));
  if (cell.learner === 'ml-random-forest')
    return measured(await measureRandomForest(peersFolder, data, { split, seed: cell.seed }));
  return measureWithPython(rootOf(plan), cell.learner, {
    task: { kind: 'table', data, split },
    seed: cell.seed,
  });
}

const rootOf = ({ peersFolder }: CellPlan) => join(peersFolder, '../..');

function isMissing(problem: unknown): boolean {
  return ['MODULE_NOT_FOUND', 'ENOENT'].includes((problem as NodeJS.ErrnoException).code ?? '');
}

/** A bench that ended takes its cells along. */
process.once('disconnect', () => process.exit(1));
process.once('message', async (message) => {
  const outcome = await measureCell(message as CellPlan).catch((problem: Error): CellOutcome => {
    if (!isMissing(problem)) throw problem;
    return { kind: 'skipped', why: problem.message.split('\n')[0]! };
  });
  process.send!(outcome, () => process.exit(0));
});
