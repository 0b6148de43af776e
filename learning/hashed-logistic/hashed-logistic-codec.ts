/** Stores a hashed logistic model: its header, then one byte per weight. Called by registries; decoding checks lengths and throws rather than guess. */
import { z } from 'zod';
import { ByteReader, ByteWriter, corrupt, readHeader, writeHeader } from '../binary-format.js';
import type { HashedLogisticModel } from './hashed-logistic-model.js';

const MAGIC = 'leadline-hashed-logistic-1';
const MOST_BITS = 22;

const headerSchema = z.object({
  bits: z.number().int().min(1).max(MOST_BITS),
  scale: z.number(),
  intercept: z.number(),
  slope: z.number(),
  offset: z.number(),
});

export function encodeHashedLogistic(model: HashedLogisticModel): Uint8Array {
  const writer = new ByteWriter();
  const { bits, scale, intercept, slope, offset } = model;
  writeHeader(writer, MAGIC, { bits, scale, intercept, slope, offset });
  writer.int8(model.weights);
  return writer.finish();
}

/** Throws Fault `learning.corrupt-model` when the bytes are not a whole model. */
export function decodeHashedLogistic(bytes: Uint8Array): HashedLogisticModel {
  const reader = new ByteReader(bytes);
  const parsed = headerSchema.safeParse(readHeader(reader, MAGIC));
  if (!parsed.success) throw corrupt('its header breaks the schema', parsed.error);
  const weights = reader.int8();
  if (weights.length !== 1 << parsed.data.bits) throw corrupt('weights are missing');
  if (!reader.isAtEnd) throw corrupt('it is longer than it says');
  return { kind: 'hashed-logistic', ...parsed.data, weights };
}
