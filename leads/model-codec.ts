/**
 * Small models as JSON bytes, typed arrays kept as what they are. Called by training and loading; the registry guards the bytes with a
 * checksum, so decoding checks only what the bytes claim to be.
 */
import { Fault } from '../protocol/index.js';

/** What stands beside a class model. */
export interface ClassCertainty {
  readonly kind: 'lead-class-certainty';
  readonly certainFrom: number;
}

const ARRAYS = { Float64Array, Float32Array, Int32Array, Uint32Array, Int8Array, Uint8Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** JSON as UTF-8, typed arrays under their type's name, so that `decodeModel` gives back the same numbers bit for bit. */
export function encodeModel(model: { readonly kind: string }): Uint8Array {
  const json = JSON.stringify(model, (_, value: unknown) => {
    const name = Object.prototype.toString.call(value).slice(8, -1);
    return name in ARRAYS ? { $array: name, values: writeNumbers(value as Float64Array) } : value;
  });
  return new TextEncoder().encode(json);
}

/** Throws Fault `learning.corrupt-model` when the bytes are not a model of this kind. */
export function decodeModel<Model extends { readonly kind: string }>(
  bytes: Uint8Array,
  kind: Model['kind'],
): Model {
  const model = parse(bytes);
  if (typeof model === 'object' && model !== null && 'kind' in model && model.kind === kind) {
    return model as Model;
  }
  throw new Fault('learning.corrupt-model', `The file does not hold a model of the kind ${kind}.`);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), revive);
  } catch (cause) {
    throw new Fault('learning.corrupt-model', 'A model file is damaged.', { cause });
  }
}

/** JSON knows no NaN (a split without a threshold): it travels as null. */
function writeNumbers(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$array' in value) || !('values' in value))
    return value;
  const make = ARRAYS[value.$array as ArrayName];
  const numbers = value.values as (number | null)[];
  return make.from(numbers.map((each) => each ?? Number.NaN));
}
