/** Stores a table score: a JSON header, and the trees in their own form. Called by the registry's users; decoding checks everything. */
import { z } from 'zod';
import { ByteReader, ByteWriter, corrupt, readHeader, writeHeader } from '../binary-format.js';
import { decodeBoostedTrees, encodeBoostedTrees } from '../boosted-trees/boosted-trees-codec.js';
import { columnSchemas } from '../tables/column-schemas.js';
import type { TableScoreModel } from './table-score-model.js';

const MAGIC = 'leadline-table-score-1';
const numbers = z.array(z.number());

const headerSchema = z.object({
  goal: z.string(),
  positive: z.string(),
  baseRate: z.number(),
  bounds: z.object({ kind: z.literal('venn-abers'), scores: numbers.min(1), low: numbers, high: numbers }),
  ranges: z.array(z.object({ column: z.string(), q25: z.number(), q75: z.number() })),
  learner: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('boosted') }),
    z.object({
      kind: z.literal('logistic'),
      design: z.object({
        kind: z.literal('design-matrix'),
        schema: columnSchemas,
        medians: numbers,
        hasMissing: z.array(z.boolean()),
      }),
      model: z.object({
        kind: z.literal('logistic'),
        coefficients: numbers,
        intercept: z.number(),
        means: numbers,
        deviations: numbers,
      }),
    }),
  ]),
});

export function encodeTableScore(model: TableScoreModel): Uint8Array {
  const { kind: _kind, learner, ...rest } = model;
  const writer = new ByteWriter();
  writeHeader(writer, MAGIC, {
    ...rest,
    learner: learner.kind === 'boosted' ? { kind: 'boosted' } : learner,
  });
  if (learner.kind === 'boosted') writer.bytes(encodeBoostedTrees(learner.model));
  return writer.finish();
}

/** Throws Fault `learning.corrupt-model` when the bytes are not a whole table score. */
export function decodeTableScore(bytes: Uint8Array): TableScoreModel {
  const reader = new ByteReader(bytes);
  const parsed = headerSchema.safeParse(readHeader(reader, MAGIC));
  if (!parsed.success) throw corrupt('its header breaks the schema', parsed.error);
  const { learner, bounds, ...rest } = parsed.data;
  if (bounds.low.length !== bounds.scores.length || bounds.high.length !== bounds.scores.length)
    throw corrupt('its bounds are cut');
  const decoded =
    learner.kind === 'boosted'
      ? { kind: 'boosted' as const, model: decodeBoostedTrees(reader.bytes()) }
      : learner;
  if (!reader.isAtEnd) throw corrupt('it is longer than it says');
  return { kind: 'table-score', ...rest, bounds, learner: decoded };
}
