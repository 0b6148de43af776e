/** What is wrong with a pack, where: collected over all files before anything is refused. */
import { Fault } from '../../protocol/index.js';

export interface PackProblem {
  /** Path relative to the pack's folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** One Fault `pack.invalid` for all problems; its message names the first and counts the rest. */
export function packFault(problems: readonly PackProblem[]): Fault {
  const [first] = problems;
  const where = first === undefined ? '' : `${first.file}:${first.line}: ${first.message}`;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more; run leadline check)` : '';
  return new Fault('pack.invalid', `${where}${more}`, { fields: { problems } });
}
