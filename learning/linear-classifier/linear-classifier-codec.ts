/**
 * Stores a linear classifier in about two bytes per weight: keys as sorted differences, idf as one byte, labels as differences, int8 weights.
 * Called by registries and packs; decoding checks every length and throws rather than guess.
 */
import { z } from 'zod';
import { ByteReader, ByteWriter, corrupt, readHeader, writeHeader } from '../binary-format.js';
import { createScopeRule, scopeFeatureCount } from './confidence.js';
import type { DenseWeights, LinearClassifierModel, QuantisedWeights } from './linear-classifier-model.js';
import { createVocabulary, type Vocabulary } from './vocabulary.js';

const MAGIC = 'leadline-linear-1';

const headerSchema = z.object({
  labels: z.array(z.string()).min(2),
  features: z.object({
    wordGrams: z.number(),
    charGrams: z.tuple([z.number(), z.number()]),
    cjkGrams: z.number(),
  }),
  unknownIdf: z.number(),
  temperature: z.number().positive(),
  scope: z.object({ weights: z.array(z.number()), threshold: z.number() }),
  dense: z.object({ size: z.number().int().positive(), factor: z.number() }).optional(),
});

/** Smallest and largest idf are stored; one byte between them costs less than 0.2 % of a value. */
const IDF_STEPS = 255;

export function encodeLinearClassifier(model: LinearClassifierModel): Uint8Array {
  const writer = new ByteWriter();
  const { vocabulary, sparse, dense, scope } = model;
  writeHeader(writer, MAGIC, {
    labels: model.labels,
    features: model.features,
    unknownIdf: vocabulary.unknownIdf,
    temperature: model.temperature,
    scope: { weights: scope.weights, threshold: scope.threshold },
    dense: dense && { size: dense.size, factor: dense.factor },
  });
  writer.float32(sparse.scales);
  writer.float32(sparse.biases);
  const order = Uint32Array.from(vocabulary.keys.keys()).sort(
    (a, b) => vocabulary.keys[a]! - vocabulary.keys[b]!,
  );
  writeVocabulary(writer, vocabulary, order);
  writeWeights(writer, sparse, order);
  if (dense) writer.int8(dense.weights);
  return writer.finish();
}

/** Throws Fault `learning.corrupt-model` when the bytes are not a whole linear classifier. */
export function decodeLinearClassifier(bytes: Uint8Array): LinearClassifierModel {
  const reader = new ByteReader(bytes);
  const parsed = headerSchema.safeParse(readHeader(reader, MAGIC));
  if (!parsed.success) throw corrupt('its header breaks the schema', parsed.error);
  const header = parsed.data;
  const scales = reader.float32();
  const biases = reader.float32();
  const { length } = header.labels;
  if ((scales.length !== length && scales.length !== length + 1) || biases.length !== scales.length)
    throw corrupt('labels are missing');
  if (header.scope.weights.length !== scopeFeatureCount(scales.length > length) + 1)
    throw corrupt('its scope rule has another shape');
  const vocabulary = readVocabulary(reader, header.unknownIdf);
  const entries = readWeights(reader, vocabulary.keys.length, scales.length);
  const dense: DenseWeights | undefined = header.dense && { ...header.dense, weights: reader.int8() };
  if (!reader.isAtEnd) throw corrupt('it is longer than it says');
  return {
    kind: 'linear-classifier',
    labels: header.labels,
    features: header.features,
    vocabulary,
    sparse: { ...entries, scales, biases },
    dense,
    temperature: header.temperature,
    scope: createScopeRule(header.scope.weights, header.scope.threshold),
  };
}

function writeVocabulary(writer: ByteWriter, { keys, idf }: Vocabulary, order: Uint32Array): void {
  const lowest = idf.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const highest = idf.reduce((a, b) => Math.max(a, b), 0);
  const step = (highest - lowest) / IDF_STEPS || 1;
  writer.varint(order.length);
  writer.float32(Float32Array.of(lowest, step));
  let previous = 0;
  for (const column of order) {
    writer.varint(keys[column]! - previous);
    previous = keys[column]!;
  }
  for (const column of order) writer.byte(Math.round((idf[column]! - lowest) / step));
}

function readVocabulary(reader: ByteReader, unknownIdf: number): Vocabulary {
  const count = reader.varint();
  const [lowest = 1, step = 1] = reader.float32();
  const keys = new Uint32Array(count);
  let previous = 0;
  for (let i = 0; i < count; i++) {
    previous += reader.varint();
    keys[i] = previous;
  }
  const idf = Float32Array.from({ length: count }, () => lowest + step * reader.byte());
  return createVocabulary(keys, idf, unknownIdf);
}

function writeWeights(writer: ByteWriter, sparse: QuantisedWeights, order: Uint32Array): void {
  const weights = new Int8Array(sparse.weights.length);
  let written = 0;
  for (const column of order) {
    const start = sparse.starts[column]!;
    const end = sparse.starts[column + 1]!;
    writer.varint(end - start);
    let previous = 0;
    for (let entry = start; entry < end; entry++) {
      writer.varint(sparse.labels[entry]! - previous);
      previous = sparse.labels[entry]!;
      weights[written++] = sparse.weights[entry]!;
    }
  }
  writer.int8(weights);
}

function readWeights(reader: ByteReader, featureCount: number, labelCount: number) {
  const starts = new Uint32Array(featureCount + 1);
  const labels: number[] = [];
  for (let column = 0; column < featureCount; column++) {
    const count = reader.varint();
    let label = 0;
    for (let i = 0; i < count; i++) {
      label += reader.varint();
      if (label >= labelCount) throw corrupt('a weight belongs to no label');
      labels.push(label);
    }
    starts[column + 1] = labels.length;
  }
  const weights = reader.int8();
  if (weights.length !== labels.length) throw corrupt('weights are missing');
  return { starts, labels: Uint16Array.from(labels), weights };
}
