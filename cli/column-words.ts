/** Why a column was left out or looks like a leak, in words. Called by the commands over tables. */
import type { Leak, LeakReason, LeftOut } from '../learning/index.js';
import { assertNever } from '../protocol/index.js';
import { counted, percent } from './text-table.js';

export function leftOutWords(left: LeftOut): string {
  switch (left.kind) {
    case 'empty':
      return 'holds nothing';
    case 'constant':
      return `is always ${left.value}`;
    case 'row-number':
      return 'counts the rows';
    case 'identifier':
      return `names the rows (${counted(left.distinct, 'different value')} in ${counted(left.rows, 'row')})`;
    case 'date':
      return 'is a date; give it as --time to test in time order';
    case 'too-many-values':
      return `has too many different values to learn (${left.distinct.toLocaleString('en-US')} in ${counted(left.rows, 'row')})`;
    default:
      return assertNever(left);
  }
}

export function leakWords({ reasons }: Leak): string {
  return reasons.map(reasonWords).join('; ');
}

function reasonWords(reason: LeakReason): string {
  switch (reason.kind) {
    case 'tells-alone':
      return `it alone ranks the goal with AUC ${reason.auc.toFixed(3)}`;
    case 'missing-with-goal':
      return `whether it is filled in tells the goal in ${percent(reason.share)} of rows`;
    case 'copy-of-goal':
      return `its values are the goal under another name (${percent(reason.agreement)} agree)`;
    case 'settles-goal':
      return `${reason.rate === 1 ? 'all' : 'none'} of ${counted(reason.rows, 'row')} with the value ${reason.value} reached the goal`;
    case 'after-the-event':
      return `its name ("${reason.word}") speaks of something known only afterwards`;
    default:
      return assertNever(reason);
  }
}
