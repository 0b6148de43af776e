/**
 * The form in which names are compared by sound: 平果15 and 苹果15, "i fone 15" and "iPhone 15" are one. Called by the catalog
 * index where a name is not found by its letters; recognisers write real words of the same sound.
 */
import { editDistance, metaphoneOf, syllableOf } from '../../text/index.js';

/** Latin letters fewer than this have no telling sound: the s of S24 stays an s. */
const SHORTEST = 3;
/** Two Latin names of one sound must also share this part of their letters. */
const LIKE_LETTERS = 0.5;

/** Sound of a normal form: characters by syllable, Latin words by metaphone, digits as they are. */
export function soundForm(form: string): string {
  const runs = form.match(/[a-z]+|\d+|[^a-z\d]/gu) ?? [];
  return runs
    .map((run) =>
      /^[a-z]/.test(run) && run.length >= SHORTEST ? metaphoneOf(run) : (syllableOf(run) ?? run),
    )
    .join(' ');
}

/** Whether two normal forms of one sound may be the same name: Chinese always, Latin when their letters are near as well. */
export function mayBeOneName(a: string, b: string): boolean {
  const letters = (form: string) => form.replace(/[^a-z]/g, '');
  const longer = Math.max(letters(a).length, letters(b).length);
  const limit = Math.floor(longer * (1 - LIKE_LETTERS));
  return editDistance(letters(a), letters(b), limit) <= limit;
}
