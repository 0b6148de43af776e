/**
 * Labelled utterances from JSONL `{text, intent}`, the CLINC150 JSON, the BANKING77 CSV and the SNIPS pair of files.
 * Called by the command line and benchmarks; every problem names file, line and column.
 */
import { z } from 'zod';
import { readCsv } from './csv.js';
import { dataProblem } from './data-problem.js';
import { type DataText, linesOf } from './data-text.js';

/** The intent that means "belongs to none". */
export const OUT_OF_SCOPE = 'out_of_scope';

export interface IntentData {
  readonly examples: readonly { readonly text: string; readonly label: string }[];
  readonly outOfScope: readonly string[];
}

const rowSchema = z.object({ text: z.string().min(1), intent: z.string().min(1) });

/** One JSON object per line; intent `out_of_scope` goes to `outOfScope`. */
export function readIntentLines(data: DataText): IntentData {
  return sortScope(
    linesOf(data).map(({ line, text }) => {
      const row = rowSchema.safeParse(parseJsonLine(data.file, line, text));
      if (!row.success) {
        const issue = row.error.issues[0]!;
        throw dataProblem(
          { file: data.file, line, column: 1 },
          `"${issue.path.join('.')}": ${issue.message}`,
        );
      }
      return { text: row.data.text, label: row.data.intent };
    }),
  );
}

/** The JSON value of one line; a syntax error names its column. */
export function parseJsonLine(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = /position (\d+)/.exec(String(cause))?.[1];
    throw dataProblem(
      { file, line, column: position ? Number(position) + 1 : 1 },
      'this line is not JSON',
      cause,
    );
  }
}

const pairs = z.array(z.tuple([z.string(), z.string()]));
const clincSchema = z.object({
  train: pairs,
  val: pairs,
  test: pairs,
  oos_train: pairs,
  oos_val: pairs,
  oos_test: pairs,
});

export interface SplitIntentData {
  readonly train: IntentData;
  /** Absent where the set has none. */
  readonly validation: IntentData | undefined;
  readonly test: IntentData;
}

/** CLINC150 `data_full.json` (Larson et al. 2019). */
export function readClinc(data: DataText): SplitIntentData {
  const parsed = clincSchema.safeParse(parseJsonLine(data.file, 1, data.text));
  if (!parsed.success)
    throw dataProblem({ file: data.file, line: 1 }, 'this is not the CLINC150 layout', parsed.error);
  const sets = parsed.data;
  const part = (inScope: [string, string][], out: [string, string][]): IntentData => ({
    examples: inScope.map(([text, label]) => ({ text, label })),
    outOfScope: out.map(([text]) => text),
  });
  return {
    train: part(sets.train, sets.oos_train),
    validation: part(sets.val, sets.oos_val),
    test: part(sets.test, sets.oos_test),
  };
}

/** A BANKING77 CSV with columns `text` and `category` (Casanueva et al. 2020). */
export function readBanking(data: DataText): IntentData {
  const { header, rows } = readCsv(data);
  const text = header.indexOf('text');
  const label = header.indexOf('category');
  if (text < 0 || label < 0)
    throw dataProblem({ file: data.file, line: 1 }, 'columns "text" and "category" are needed');
  return sortScope(
    rows.map(({ line, fields }) => {
      for (const [column, what] of [
        [text, 'utterance'],
        [label, 'category'],
      ] as const) {
        if (fields[column]!.trim() === '')
          throw dataProblem({ file: data.file, line, column: column + 1 }, `the ${what} is missing`);
      }
      return { text: fields[text]!, label: fields[label]! };
    }),
  );
}

/** SNIPS `seq.in` and `label`, one utterance and one intent per line (Goo et al. 2018 split). */
export function readSnipsIntents(words: DataText, labels: DataText): IntentData {
  const wordLines = linesOf(words);
  const labelLines = linesOf(labels);
  if (wordLines.length !== labelLines.length) {
    const line = Math.min(wordLines.length, labelLines.length) + 1;
    throw dataProblem(
      { file: labels.file, line },
      `${labelLines.length} labels for ${wordLines.length} utterances`,
    );
  }
  return sortScope(
    wordLines.map((entry, i) => ({ text: entry.text.trim(), label: labelLines[i]!.text.trim() })),
  );
}

function sortScope(rows: readonly { readonly text: string; readonly label: string }[]): IntentData {
  return {
    examples: rows.filter(({ label }) => label !== OUT_OF_SCOPE),
    outOfScope: rows.filter(({ label }) => label === OUT_OF_SCOPE).map(({ text }) => text),
  };
}
