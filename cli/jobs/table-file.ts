/**
 * Opens a CSV file as a table and finds the columns a command was told of. Called by the jobs over tables; a name that is not there is
 * answered with those that are.
 */
import { createHash } from 'node:crypto';
import {
  type CsvData,
  isMissingWord,
  numberFormatOf,
  readCsv,
  readDates,
  type Table,
  tableFromCsv,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { editDistance } from '../../text/index.js';
import { readDataFile } from './data-file.js';

export interface TableFile {
  readonly file: string;
  readonly csv: CsvData;
  /** sha256 of the text, hex. */
  readonly hash: string;
}

/** Fault `learning.no-data` when there is a header only. */
export function openTableFile(file: string): TableFile {
  const data = readDataFile(file);
  const csv = readCsv(data);
  if (csv.rows.length === 0)
    throw new Fault('learning.no-data', `${file}:1: there is a header but no row below it.`);
  return { file, csv, hash: createHash('sha256').update(data.text).digest('hex') };
}

export function tableOf({ csv, file }: TableFile): Table {
  return tableFromCsv(csv, file);
}

/** The header's own spelling of a name given with other capitals. Fault `usage.wrong` with the nearest names. */
export function columnNamed({ file, csv }: TableFile, name: string, flag: string): string {
  const { header } = csv;
  const found =
    header.find((each) => each === name) ??
    header.find((each) => each.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const near = header.find((each) => isNear(each.toLowerCase(), name.toLowerCase()));
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  throw new Fault(
    'usage.wrong',
    `${file}:1: ${flag} names no column: there is no "${name}"${meant} Columns: ${header.join(', ')}.`,
  );
}

export function columnsNamed(file: TableFile, names: readonly string[], flag: string): readonly string[] {
  return names.map((name) => columnNamed(file, name, flag));
}

/** The trimmed words of a column, row by row; '' where one says that nothing is there. */
export function wordsIn({ csv }: TableFile, name: string): readonly string[] {
  const index = csv.header.indexOf(name);
  return csv.rows.map(({ fields }) => {
    const word = fields[index]!.trim();
    return isMissingWord(word) ? '' : word;
  });
}

/** As `wordsIn`, with "none", "-" and the like as they stand: arms of a trial have such names. */
export function rawWordsIn({ csv }: TableFile, name: string): readonly string[] {
  const index = csv.header.indexOf(name);
  return csv.rows.map(({ fields }) => fields[index]!.trim());
}

/** A column as numbers, NaN where missing. Fault `learning.bad-data` at the first word that is no number. */
export function numbersIn(file: TableFile, name: string): Float64Array {
  const words = wordsIn(file, name);
  const { format } = numberFormatOf(words.filter((word) => word !== ''));
  return Float64Array.from(words, (word, row) => {
    const number = word === '' ? Number.NaN : format.parse(word);
    if (word !== '' && Number.isNaN(number)) throw badCell(file, { name, row }, `"${word}" is not a number`);
    return number;
  });
}

export interface DaysIn {
  /** Days since 1970 with fractions; NaN where missing. */
  readonly days: Float64Array;
  readonly remark: string | undefined;
}

/** A column as dates. Fault `learning.bad-data` at the first word that is no date. */
export function daysIn(file: TableFile, name: string): DaysIn {
  const words = wordsIn(file, name);
  const dates = readDates(words, true);
  const bad = words.findIndex((word, row) => word !== '' && Number.isNaN(dates?.days[row] ?? Number.NaN));
  if (bad >= 0 || dates === undefined) {
    const row = Math.max(bad, 0);
    const as = dates === undefined || dates.order === 'number' ? '' : ` ${dates.order}, as the others are`;
    throw badCell(file, { name, row }, `"${words[row]}" is not a date${as}; write 2024-01-31`);
  }
  const remark = dates.isAmbiguous
    ? `Dates such as ${words.find((word) => word !== '')} were read month first; write 2024-01-31 if that is wrong.`
    : undefined;
  return { days: dates.days, remark };
}

/** Fault `learning.bad-data` with file:line:column. */
export function badCell(
  { file, csv }: TableFile,
  { name, row }: { readonly name: string; readonly row: number },
  reason: string,
): Fault {
  const place = { file, line: csv.rows[row]!.line, column: csv.header.indexOf(name) + 1 };
  return new Fault(
    'learning.bad-data',
    `${place.file}:${place.line}:${place.column}: ${reason} (column "${name}").`,
    { fields: place },
  );
}

/** Two letters in five may be wrong. */
const isNear = (a: string, b: string) => editDistance(a, b) <= 0.4 * Math.max(a.length, b.length);
