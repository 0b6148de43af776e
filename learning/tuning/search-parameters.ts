/**
 * Chooses parameters within a budget: successive halving (Jamieson, Talwalkar 2016) over random candidates, judged by the caller's
 * cross-validated or time-ordered figure. Reached through the room's door; it never sees the test rows.
 */
import { Fault, seededRandom } from '../../protocol/index.js';
import { startPulse, type TrainingRun } from '../training-run.js';

export interface ParameterSearch<P> extends TrainingRun {
  /** Parameters to try; the first is the default, which is always judged with the full effort. */
  readonly candidates: readonly P[];
  /** Figure of a candidate at a share of the effort (rows, rounds), 0..1; higher is better. */
  readonly judge: (parameters: P, effort: number) => Promise<number>;
  readonly seed: number;
  /** Candidates judged in the first round (default 8). */
  readonly budget?: number;
}

export interface ParameterChoice<P> {
  readonly parameters: P;
  readonly figure: number;
  /** Figure of the default at full effort: what the search gained is the difference. */
  readonly defaultFigure: number;
  readonly judged: number;
}

/** Half of the candidates survive each round while effort doubles; the winner must beat the default. Fault `learning.no-data` without candidates. */
export async function searchParameters<P>(search: ParameterSearch<P>): Promise<ParameterChoice<P>> {
  const [first, ...others] = search.candidates;
  if (first === undefined)
    throw new Fault('learning.no-data', 'A parameter search needs at least one candidate.');
  let alive = seededRandom(search.seed)
    .shuffle(others)
    .slice(0, search.budget ?? 8);
  const rounds = Math.max(1, Math.ceil(Math.log2(Math.max(alive.length, 1))) + 1);
  const pulse = startPulse('searching parameters', rounds + 1, search);
  const defaultFigure = await search.judge(first, 1);
  let judged = 1;
  let best: { readonly parameters: P; readonly figure: number } = {
    parameters: first,
    figure: defaultFigure,
  };
  for (let round = 0; round < rounds && alive.length > 0; round++) {
    const effort = 1 / 2 ** (rounds - 1 - round);
    const scored: { parameters: P; figure: number }[] = [];
    for (const parameters of alive)
      scored.push({ parameters, figure: await search.judge(parameters, effort) });
    judged += alive.length;
    scored.sort((a, b) => b.figure - a.figure);
    if (effort === 1 && scored[0]!.figure > best.figure) best = scored[0]!;
    alive = scored.slice(0, Math.max(1, scored.length >> 1)).map(({ parameters }) => parameters);
    await pulse.beat(round + 1);
  }
  return { ...best, defaultFigure, judged };
}
