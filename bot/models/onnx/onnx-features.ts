/**
 * What an imported ONNX classifier reads and gives, declared by whoever trained it: the features in order, the output, labels or goal, and
 * rows with the probabilities that it gave there. Kept in the version beside the model.
 */
import { z } from 'zod';
import { Fault, type Prediction } from '../../../protocol/index.js';

const word = z.string().min(1).max(200);
const cell = z.union([z.number(), z.string(), z.boolean(), z.null()]);

const feature = z.discriminatedUnion('kind', [
  /** One column; `missing` stands in for a value that is not there, NaN without it. */
  z.strictObject({ kind: z.literal('numeric'), name: word, missing: z.number().optional() }),
  /** One column per category, 1 in its own; all 0 for any other word. */
  z.strictObject({ kind: z.literal('categorical'), name: word, categories: z.array(word).min(1).max(1000) }),
]);

const shape = z
  .strictObject({
    title: z.string().max(500).default('An ONNX classifier'),
    /** Name of the model's input; its only one when absent. */
    input: word.optional(),
    /** Name of the output that holds probabilities; its only one when absent. */
    output: word.optional(),
    features: z.array(feature).min(1).max(2000),
    /** Labels of the output's columns; or a yes-or-no goal whose probability the output is. */
    labels: z.array(word).min(2).max(2000).optional(),
    goal: z.strictObject({ name: word }).optional(),
    /** Rows that it was trained on. */
    rows: z.number().int().nonnegative().default(0),
    isTrainedOnGenerated: z.boolean().default(false),
    checks: z
      .array(z.strictObject({ row: z.record(z.string(), cell), probabilities: z.array(z.number()).min(1) }))
      .max(1000)
      .default([]),
  })
  .refine(({ labels, goal }) => (labels === undefined) !== (goal === undefined), {
    message: 'either labels or goal',
  });

export type OnnxFeatures = z.infer<typeof shape>;
export type OnnxRow = Readonly<Record<string, z.infer<typeof cell>>>;

/** Throws Fault `learning.bad-data` with the path of what is wrong. */
export function readOnnxFeatures(bytes: Uint8Array, file: string): OnnxFeatures {
  try {
    const parsed = shape.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Fault('learning.bad-data', `${file}: ${issue?.path.join('.')}: ${issue?.message}`);
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('learning.bad-data', `${file} is no JSON.`, { cause: thrown });
  }
}

/** The row as the model's numbers. Fault `input.invalid` for an unknown column, or a word where a number belongs. */
export function encodeOnnxRow({ features }: OnnxFeatures, row: OnnxRow): Float32Array {
  const unknown = Object.keys(row).find((name) => !features.some((each) => each.name === name));
  if (unknown !== undefined)
    throw new Fault('input.invalid', `The model reads no column "${unknown}".`, {
      fields: { column: unknown },
    });
  return Float32Array.from(
    features.flatMap((each) => {
      const value = (Object.hasOwn(row, each.name) ? row[each.name] : undefined) ?? undefined;
      if (each.kind === 'categorical')
        return each.categories.map((category) => (value !== undefined && String(value) === category ? 1 : 0));
      if (value === undefined || String(value).trim() === '') return [each.missing ?? Number.NaN];
      const number = Math.fround(Number(value));
      if (Number.isFinite(number)) return [number];
      throw new Fault('input.invalid', `Column "${each.name}" must be a number.`, {
        fields: { column: each.name },
      });
    }),
  );
}

/** Probabilities of one row as a prediction. */
export function toPrediction({ labels }: OnnxFeatures, probabilities: ArrayLike<number>): Prediction {
  if (labels === undefined) return { kind: 'probability', score: probabilities[0]!, reasons: [] };
  const alternatives = labels
    .map((label, i) => ({ label, confidence: probabilities[i]! }))
    .sort((a, b) => b.confidence - a.confidence);
  return { kind: 'class', ...alternatives[0]!, alternatives: alternatives.slice(0, 5) };
}
