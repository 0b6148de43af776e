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

/** The delimiter is the commonest of comma, semicolon, tab and bar in the first line. Throws Fault `learning.bad-data` with file:line:column. */
export function readCsv(data: DataText): CsvData {
  const text = data.text.replace(/^\ufeff/, '');
  const all = splitRows(text, delimiterOf(text), data.file);
  const header = all[0];
  if (!header || isEmpty(header.fields))
    throw dataProblem({ file: data.file, line: 1 }, 'the header row is missing');
  const width = header.fields.length;
  const rows = all.slice(1).filter(({ fields }) => width === 1 || !isEmpty(fields));
  for (const { line, fields } of rows) {
    if (fields.length === width) continue;
    const column = Math.min(fields.length, width) + 1;
    throw dataProblem(
      { file: data.file, line, column },
      `${fields.length} fields where the header has ${width}`,
    );
  }
  return { header: header.fields.map((name) => name.trim()), rows };
}

function isEmpty(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0]!.trim() === '';
}

function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const first = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
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
