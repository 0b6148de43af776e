/**
 * Reads the text of one pack file within a size that people write by hand. Called by every reader of a pack; opens nothing
 * but ordinary files, since reading a pipe or a device would never end.
 */
import { readFileSync, statSync } from 'node:fs';
import type { PackProblem } from './pack-problem.js';

export type PackText =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: PackProblem };

/** Problems told of one file; a file with more is broken as a whole. */
export const PROBLEMS_TOLD = 100;

/** @param file shown in the problem, relative to the pack. @param limitBytes the largest size accepted. */
export function readPackText(path: string, file: string, limitBytes: number): PackText {
  const refuse = (message: string): PackText => ({ kind: 'refused', problem: { file, line: 1, message } });
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) return refuse('this is not an ordinary file');
  if (found.size > limitBytes) return refuse(`the file is larger than ${limitBytes / 1_000_000} MB`);
  return { kind: 'read', text: readFileSync(path, 'utf8') };
}
