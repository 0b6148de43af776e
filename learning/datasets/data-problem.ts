/** A place in a data file, and the Fault that names it. Every reader of this folder throws through here; nothing else does. */
import { Fault } from '../../protocol/index.js';

export interface DataPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; a character for JSON, a field for CSV. */
  readonly column?: number;
}

/** Fault `learning.bad-data` whose message starts with file:line:column. */
export function dataProblem(place: DataPlace, reason: string, cause?: unknown): Fault {
  const where = `${place.file}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  return new Fault('learning.bad-data', `${where}: ${reason}`, { fields: { ...place }, cause });
}
