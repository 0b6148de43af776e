/** Finds e-mail addresses, written or spelled by a recogniser ("anna dot lee at example dot com"). */

export interface EmailSpan {
  readonly email: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A local part ends at Chinese text beside it: people write 发到ana@example.com. */
const WRITTEN =
  /(?<![\p{Script=Latin}\p{N}._%+-])(?:(?!\p{Script=Han})[\p{L}\p{N}._%+-]){1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
const SPOKEN =
  /[a-z0-9]+(?:\s+(?:dot|underscore|dash|hyphen)\s+[a-z0-9]+)*\s+at\s+[a-z0-9-]+(?:\s+dot\s+[a-z]{2,})+/giu;

const spell = (spoken: string) =>
  spoken
    .toLowerCase()
    .replace(/\s+dot\s+/g, '.')
    .replace(/\s+underscore\s+/g, '_')
    .replace(/\s+(?:dash|hyphen)\s+/g, '-')
    .replace(/\s+at\s+/g, '@')
    .replace(/\s+/g, '');

/** E-mail addresses with their places, lower case. */
export function findEmails(text: string): EmailSpan[] {
  const spans: EmailSpan[] = [];
  for (const match of text.includes('@') ? text.matchAll(WRITTEN) : []) {
    spans.push({ email: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length });
  }
  for (const match of /\sat\s/i.test(text) ? text.matchAll(SPOKEN) : []) {
    spans.push({ email: spell(match[0]), start: match.index, end: match.index + match[0].length });
  }
  return spans;
}
