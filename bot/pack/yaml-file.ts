/** Reads one YAML file of a pack against its schema and reports every breach with the line it stands on. */
import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { PackProblem } from './pack-problem.js';

/** Largest pack file accepted, bytes: a pack is written by people. */
const MAX_FILE_BYTES = 5_000_000;

export interface FileReading<Value> {
  readonly value: Value | undefined;
  readonly problems: readonly PackProblem[];
}

/** @param file shown in problems, relative to the pack. */
export function readYaml<Schema extends z.ZodType>(
  path: string,
  file: string,
  schema: Schema,
): FileReading<z.output<Schema>> {
  const text = readFileSync(path, 'utf8');
  if (text.length > MAX_FILE_BYTES) {
    return { value: undefined, problems: [{ file, line: 1, message: 'the file is larger than 5 MB' }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors.map((error) => ({
    file,
    line: error.linePos?.[0].line ?? 1,
    message: error.message.split('\n')[0]!,
  }));
  if (broken.length > 0) return { value: undefined, problems: broken };
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (parsed.success) return { value: parsed.data, problems: [] };
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return {
    value: undefined,
    problems: parsed.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      message: `${issue.path.join('.') || 'file'}: ${issue.message}`,
    })),
  };
}
