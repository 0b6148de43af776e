/** Reads CSV text into fields with line numbers (papaparse), refusing ragged rows. Called by the other readers of this folder. */
import Papa from 'papaparse';
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

/** The delimiter (comma, semicolon, tab, bar) is found from the text. Throws Fault `learning.bad-data` with file:line:column. */
export function readCsv(data: DataText): CsvData {
  const text = data.text.replace(/^\ufeff/, '');
  const { data: parsed, errors } = Papa.parse<string[]>(text, { skipEmptyLines: false });
  const fatal = errors.find((error) => error.type === 'Quotes');
  if (fatal) throw dataProblem({ file: data.file, line: lineAt(text, fatal.index ?? 0) }, fatal.message);
  const [header, ...rest] = parsed;
  if (!header || isEmpty(header))
    throw dataProblem({ file: data.file, line: 1 }, 'the header row is missing');
  const rows: CsvRow[] = [];
  let line = 1 + breaksIn(header);
  for (const fields of rest) {
    line++;
    if (!isEmpty(fields)) {
      if (fields.length !== header.length) {
        const column = Math.min(fields.length, header.length) + 1;
        throw dataProblem(
          { file: data.file, line, column },
          `${fields.length} fields where the header has ${header.length}`,
        );
      }
      rows.push({ line, fields });
    }
    line += breaksIn(fields);
  }
  return { header: header.map((name) => name.trim()), rows };
}

function isEmpty(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0]!.trim() === '';
}

function breaksIn(fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + (field.match(/\n/g)?.length ?? 0), 0);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
