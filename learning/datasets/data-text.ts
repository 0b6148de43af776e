/** A data file's text with its name, as the readers of this folder take it; opening files is the caller's business (cli, jobs, packs). */

export interface DataText {
  /** Name shown in messages. */
  readonly file: string;
  readonly text: string;
}

/** Lines with their numbers from 1; CRLF and a byte-order mark are taken off, empty lines skipped. */
export function linesOf({ text }: DataText): { readonly line: number; readonly text: string }[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((content, i) => ({ line: i + 1, text: content }))
    .filter((entry) => entry.text.trim() !== '');
}
