/** Reads CSV text (RFC 4180, any common delimiter) into fields with line numbers, refusing ragged rows. Called by the other readers of this folder. */
import { dataProblem } from './data-problem.js';
import type { DataText } from './data-text.js';

export interface CsvRow {
  /** Line of the row's first character, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvData {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The delimiter is the one of comma, semicolon, tab and bar that cuts the first rows into equal numbers of fields; a spreadsheet's
 * `sep=;` line decides it. Names are made unique, unnamed columns are `column N`. Throws Fault `learning.bad-data` with file:line:column.
 */
export function readCsv(data: DataText): CsvData {
  const text = data.text.replace(/^\ufeff/, '');
  const declared = /^"?sep=(.)"?\r?\n/i.exec(text)?.[1];
  const all = splitRows(text, declared ?? delimiterOf(text, data.file), data.file).slice(declared ? 1 : 0);
  const start = all.findIndex(({ fields }) => !isEmpty(fields));
  const head = all[start];
  if (!head) throw dataProblem({ file: data.file, line: 1 }, 'the header row is missing');
  const body = all.slice(start + 1).filter(({ fields }) => head.fields.length === 1 || !isEmpty(fields));
  const { header, rows } = evened(head.fields, body);
  for (const { line, fields } of rows) {
    if (fields.length === header.length) continue;
    const column = Math.min(fields.length, header.length) + 1;
    throw dataProblem(
      { file: data.file, line, column },
      `${fields.length} fields where the header has ${header.length}`,
    );
  }
  return { header: uniqueNames(header.map((name) => name.trim())), rows };
}

/** Row names that the header does not count (R), and a delimiter behind each last field, are no errors when every row has them. */
function evened(
  header: readonly string[],
  rows: readonly CsvRow[],
): { readonly header: readonly string[]; readonly rows: readonly CsvRow[] } {
  if (rows.length === 0 || rows.some(({ fields }) => fields.length !== header.length + 1)) {
    return { header, rows };
  }
  if (rows.some(({ fields }) => fields.at(-1) !== '')) return { header: ['', ...header], rows };
  return { header, rows: rows.map(({ line, fields }) => ({ line, fields: fields.slice(0, -1) })) };
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Map<string, number>();
  return names.map((given, i) => {
    const name = given === '' ? `column ${i + 1}` : given;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function isEmpty(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0]!.trim() === '';
}

/** How much of a file is looked at to find its delimiter. */
const HEAD_LINES = 30;
const HEAD_LENGTH = 100_000;

function delimiterOf(text: string, file: string): string {
  const head = headOf(text);
  let best = { delimiter: commonestIn(head), share: 0, width: 1 };
  for (const delimiter of DELIMITERS) {
    const widths = widthsOf(head, delimiter, file);
    const width = widths[0] ?? 1;
    if (width < 2) continue;
    const share = widths.filter((each) => each === widths.at(-1) && each >= width).length / widths.length;
    if (share > best.share || (share === best.share && width > best.width))
      best = { delimiter, share, width };
  }
  return best.delimiter;
}

/** Whole lines from the beginning. */
function headOf(text: string): string {
  let end = -1;
  for (let line = 0; line < HEAD_LINES; line++) {
    const next = text.indexOf('\n', end + 1);
    if (next < 0) return text.slice(0, HEAD_LENGTH);
    if (next > HEAD_LENGTH) break;
    end = next;
  }
  return text.slice(0, end < 0 ? HEAD_LENGTH : end + 1);
}

/** Fields per row; empty when the rows cannot be read with this delimiter. */
function widthsOf(head: string, delimiter: string, file: string): readonly number[] {
  try {
    return splitRows(head, delimiter, file)
      .filter(({ fields }) => !isEmpty(fields))
      .map(({ fields }) => fields.length);
  } catch {
    return [];
  }
}

function commonestIn(head: string): string {
  const first = head.slice(0, (head.indexOf('\n') + 1 || head.length + 1) - 1).replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => first.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** One pass over the text; a quoted field may hold delimiters, line breaks and doubled quotes. */
function splitRows(text: string, delimiter: string, file: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let fields: string[] = [];
  let start = 1;
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at, delimiter);
    if (!field) throw dataProblem({ file, line, column: fields.length + 1 }, 'a quoted field is not closed');
    fields.push(field.value);
    line += field.value.split('\n').length - 1;
    at = text.startsWith('\r\n', field.end) ? field.end + 1 : field.end;
    if (at < text.length && text[at] !== delimiter && text[at] !== '\n') {
      throw dataProblem({ file, line, column: fields.length }, 'there is text behind a closing quote');
    }
    const isMore = text[at] === delimiter;
    at++;
    if (isMore && at < text.length) continue;
    if (isMore) fields.push('');
    rows.push({ line: start, fields });
    fields = [];
    line++;
    start = line;
  }
  return rows;
}

interface Field {
  readonly value: string;
  /** Position behind the field. */
  readonly end: number;
}

/** Undefined when the quote is never closed. */
function quotedField(text: string, at: number): Field | undefined {
  let value = '';
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function plainField(text: string, at: number, delimiter: string): Field {
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
  const isBreak = text[end - 1] === '\r' && text[end] !== delimiter && end > at;
  const stop = isBreak ? end - 1 : end;
  return { value: text.slice(at, stop), end: isBreak && text[end] === undefined ? end : stop };
}
