/** Reads one YAML file of a pack against its schema and reports every breach with the line it stands on. */
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { PackProblem } from './pack-problem.js';
import { PROBLEMS_TOLD, readPackText } from './pack-text.js';

/** Largest YAML file accepted, bytes: a pack is written by people, and parsing takes seconds and 200 MB per megabyte. */
const MAX_FILE_BYTES = 1_000_000;
/** Uses of anchors accepted in one file. */
const MAX_ALIASES = 100;

export interface FileReading<Value> {
  readonly value: Value | undefined;
  readonly problems: readonly PackProblem[];
}

type Plain =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly message: string };

/** The library throws where aliases multiply without bound, name nothing, or nest too deep. */
function toPlain(document: Document): Plain {
  try {
    return { kind: 'read', value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: 'refused', message: error.message.split('\n')[0]! };
  }
}

/** @param file shown in problems, relative to the pack. */
export function readYaml<Schema extends z.ZodType>(
  path: string,
  file: string,
  schema: Schema,
): FileReading<z.output<Schema>> {
  const reading = readPackText(path, file, MAX_FILE_BYTES);
  if (reading.kind === 'refused') return { value: undefined, problems: [reading.problem] };
  const lines = new LineCounter();
  const document = parseDocument(reading.text, { lineCounter: lines });
  const broken = document.errors.slice(0, PROBLEMS_TOLD).map((error) => ({
    file,
    line: error.linePos?.[0].line ?? 1,
    message: error.message.split('\n')[0]!,
  }));
  if (broken.length > 0) return { value: undefined, problems: broken };
  const plain = toPlain(document);
  if (plain.kind === 'refused') {
    return { value: undefined, problems: [{ file, line: 1, message: plain.message }] };
  }
  const parsed = schema.safeParse(plain.value ?? {});
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
    problems: parsed.error.issues.slice(0, PROBLEMS_TOLD).map((issue) => ({
      file,
      line: lineOf(issue.path),
      message: `${issue.path.join('.') || 'file'}: ${issue.message}`,
    })),
  };
}
