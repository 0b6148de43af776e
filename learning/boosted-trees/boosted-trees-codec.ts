/** Stores boosted trees: a JSON header and the flat arrays of each tree. Called by the registry; decoding checks every length. */
import { z } from 'zod';
import { ByteReader, ByteWriter, corrupt, readHeader, writeHeader } from '../binary-format.js';
import { columnSchemas } from '../tables/column-schemas.js';
import type { BoostedTreesModel } from './boosted-trees-model.js';
import type { Tree } from './tree.js';

const MAGIC = 'leadline-trees-1';
const headerSchema = z.object({
  goal: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('binary') }),
    z.object({ kind: z.literal('multiclass'), classCount: z.number().int().min(2) }),
    z.object({ kind: z.literal('regression') }),
  ]),
  schema: columnSchemas,
  rounds: z.number().int().nonnegative(),
});

export function encodeBoostedTrees(model: BoostedTreesModel): Uint8Array {
  const writer = new ByteWriter();
  writeHeader(writer, MAGIC, { goal: model.goal, schema: model.schema, rounds: model.rounds.length });
  writer.float64(model.start);
  for (const round of model.rounds) for (const tree of round) writeTree(writer, tree);
  return writer.finish();
}

/** Throws Fault `learning.corrupt-model` when the bytes are not whole boosted trees. */
export function decodeBoostedTrees(bytes: Uint8Array): BoostedTreesModel {
  const reader = new ByteReader(bytes);
  const parsed = headerSchema.safeParse(readHeader(reader, MAGIC));
  if (!parsed.success) throw corrupt('its header breaks the schema', parsed.error);
  const { goal, schema, rounds } = parsed.data;
  const start = reader.float64();
  if (start.length !== (goal.kind === 'multiclass' ? goal.classCount : 1))
    throw corrupt('outputs are missing');
  const grown = Array.from({ length: rounds }, () =>
    Array.from(start, () => readTree(reader, schema.length)),
  );
  if (!reader.isAtEnd) throw corrupt('it is longer than it says');
  return { kind: 'boosted-trees', goal, schema, start, rounds: grown };
}

function writeTree(writer: ByteWriter, tree: Tree): void {
  writer.varint(tree.feature.length);
  for (let node = 0; node < tree.feature.length; node++) {
    writer.signed(tree.feature[node]!);
    writer.varint(tree.cover[node]!);
    if (tree.feature[node]! < 0) continue;
    writer.varint(tree.left[node]!);
    writer.varint(tree.right[node]!);
    writer.byte(tree.missingLeft[node]!);
    writer.varint(tree.leftCodes[node]!.length);
    for (const code of tree.leftCodes[node]!) writer.varint(code);
  }
  writer.float64(tree.threshold);
  writer.float64(tree.value);
}

function readTree(reader: ByteReader, columnCount: number): Tree {
  const count = reader.varint();
  const feature: number[] = [];
  const cover: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const missingLeft: number[] = [];
  const leftCodes: number[][] = [];
  for (let node = 0; node < count; node++) {
    feature.push(reader.signed());
    cover.push(reader.varint());
    const isLeaf = feature[node]! < 0;
    left.push(isLeaf ? -1 : reader.varint());
    right.push(isLeaf ? -1 : reader.varint());
    missingLeft.push(isLeaf ? 0 : reader.byte());
    leftCodes.push(isLeaf ? [] : Array.from({ length: reader.varint() }, () => reader.varint()));
    if (feature[node]! >= columnCount) throw corrupt('a question is about no column');
    if (
      !isLeaf &&
      !(left[node]! > node && left[node]! < count && right[node]! > node && right[node]! < count)
    ) {
      throw corrupt('a tree has a loop or a missing node');
    }
  }
  const threshold = reader.float64();
  const value = reader.float64();
  if (threshold.length !== count || value.length !== count || count === 0) throw corrupt('a tree is cut');
  return {
    feature: Int32Array.from(feature),
    threshold,
    leftCodes,
    missingLeft: Uint8Array.from(missingLeft),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    value,
    cover: Float64Array.from(cover),
  };
}
