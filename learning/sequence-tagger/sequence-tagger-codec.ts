/**
 * Stores a sequence tagger: keys as sorted differences, tags as differences, int8 weights, chain scores as float32.
 * Called by registries and packs; decoding checks every length and throws rather than guess.
 */
import { z } from 'zod';
import { ByteReader, ByteWriter, corrupt, readHeader, writeHeader } from '../binary-format.js';
import { createKeyIndex } from '../key-index.js';
import { type ChainShape, successorsOf } from './chain.js';
import { createTagger, type SequenceTaggerModel, type TaggerWeights } from './sequence-tagger-model.js';

const MAGIC = 'leadline-tagger-1';
const headerSchema = z.object({ tags: z.array(z.string()).min(1) });

export function encodeSequenceTagger(model: SequenceTaggerModel): Uint8Array {
  const writer = new ByteWriter();
  writeHeader(writer, MAGIC, { tags: model.tags });
  writer.float32(model.unary.scales);
  writer.float32(Float32Array.from(model.chain.steps));
  writer.float32(Float32Array.from(model.chain.start));
  writer.bytes(model.shape.canStart);
  for (const list of model.shape.predecessors) writer.bytes(new Uint8Array(Uint16Array.from(list).buffer));
  const { keys } = model.index;
  const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
  writer.varint(keys.length);
  let previous = 0;
  for (const column of order) {
    writer.varint(keys[column]! - previous);
    previous = keys[column]!;
  }
  writeEntries(writer, model.unary, order);
  return writer.finish();
}

function writeEntries(writer: ByteWriter, unary: TaggerWeights, order: Uint32Array): void {
  const weights = new Int8Array(unary.weights.length);
  let written = 0;
  for (const column of order) {
    const start = unary.starts[column]!;
    const end = unary.starts[column + 1]!;
    writer.varint(end - start);
    let tag = 0;
    for (let entry = start; entry < end; entry++) {
      writer.varint(unary.tags[entry]! - tag);
      tag = unary.tags[entry]!;
      weights[written++] = unary.weights[entry]!;
    }
  }
  writer.int8(weights);
}

/** Throws Fault `learning.corrupt-model` when the bytes are not a whole sequence tagger. */
export function decodeSequenceTagger(bytes: Uint8Array): SequenceTaggerModel {
  const reader = new ByteReader(bytes);
  const parsed = headerSchema.safeParse(readHeader(reader, MAGIC));
  if (!parsed.success) throw corrupt('its header breaks the schema', parsed.error);
  const { tags } = parsed.data;
  const scales = reader.float32();
  const chain = { steps: Float64Array.from(reader.float32()), start: Float64Array.from(reader.float32()) };
  if (scales.length !== tags.length || chain.steps.length !== tags.length ** 2)
    throw corrupt('tags are missing');
  const shape = readShape(reader, tags.length);
  const keys = new Uint32Array(reader.varint());
  let previous = 0;
  for (let i = 0; i < keys.length; i++) {
    previous += reader.varint();
    keys[i] = previous;
  }
  const entries = readEntries(reader, keys.length, tags.length);
  if (!reader.isAtEnd) throw corrupt('it is longer than it says');
  return createTagger({ tags, index: createKeyIndex(keys), unary: { ...entries, scales }, chain, shape });
}

function readShape(reader: ByteReader, tagCount: number): ChainShape {
  const canStart = reader.bytes();
  if (canStart.length !== tagCount) throw corrupt('start tags are missing');
  const predecessors = Array.from({ length: tagCount }, () =>
    Int32Array.from(new Uint16Array(reader.bytes().buffer)),
  );
  for (const list of predecessors)
    if (list.some((tag) => tag >= tagCount)) throw corrupt('a step leads to no tag');
  return { tagCount, predecessors, successors: successorsOf(predecessors), canStart };
}

function readEntries(reader: ByteReader, featureCount: number, tagCount: number) {
  const starts = new Uint32Array(featureCount + 1);
  const tags: number[] = [];
  for (let column = 0; column < featureCount; column++) {
    const count = reader.varint();
    let tag = 0;
    for (let i = 0; i < count; i++) {
      tag += reader.varint();
      if (tag >= tagCount) throw corrupt('a weight belongs to no tag');
      tags.push(tag);
    }
    starts[column + 1] = tags.length;
  }
  const weights = reader.int8();
  if (weights.length !== tags.length) throw corrupt('weights are missing');
  return { starts, tags: Uint16Array.from(tags), weights };
}
