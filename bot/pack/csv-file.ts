/** Reads a CSV file of a pack row by row against a schema; problems name the line of the row. */
import Papa from 'papaparse';
import type { z } from 'zod';
import type { PackProblem } from './pack-problem.js';
import { PROBLEMS_TOLD, readPackText } from './pack-text.js';

/** Largest CSV file accepted, bytes. */
const MAX_FILE_BYTES = 5_000_000;

export interface RowsReading<Row> {
  readonly rows: readonly Row[];
  readonly problems: readonly PackProblem[];
}

export function readCsv<Schema extends z.ZodType>(
  path: string,
  file: string,
  schema: Schema,
): RowsReading<z.output<Schema>> {
  const reading = readPackText(path, file, MAX_FILE_BYTES);
  if (reading.kind === 'refused') return { rows: [], problems: [reading.problem] };
  const text = reading.text.replace(/^\uFEFF/, '');
  const rows: z.output<Schema>[] = [];
  const problems: PackProblem[] = [];
  let line = 1;
  let header: readonly string[] | undefined;
  let position = 0;
  Papa.parse<string[]>(text, {
    step: ({ data, errors, meta }, parser) => {
      if (problems.length >= PROBLEMS_TOLD) return parser.abort();
      const startLine = line;
      line += text.slice(position, meta.cursor).split('\n').length - 1;
      position = meta.cursor;
      for (const error of errors) problems.push({ file, line: startLine, message: error.message });
      if (data.length === 1 && data[0]?.trim() === '') return;
      if (header === undefined) {
        header = data.map((name) => name.trim());
        return;
      }
      if (data.length !== header.length) {
        const message = `the row has ${data.length} cells, the header ${header.length}`;
        problems.push({ file, line: startLine, message });
        return;
      }
      const parsed = schema.safeParse(Object.fromEntries(header.map((name, i) => [name, data[i]!.trim()])));
      if (parsed.success) rows.push(parsed.data);
      else {
        for (const issue of parsed.error.issues) {
          problems.push({ file, line: startLine, message: `${issue.path.join('.')}: ${issue.message}` });
        }
      }
    },
  });
  return { rows, problems };
}
