/**
 * ITU-T G.711 companding, mu-law and A-law, between 8 bit codes and 16 bit linear samples.
 * Called wherever telephone audio enters or leaves; never touches rates or files.
 */

const MU_BIAS = 0x84;
const MU_CLIP = 32_635;

/** Linear value of a mu-law code: sign, 3 bit segment, 4 bit step, all inverted on the wire (G.711 table 2). */
function expandMuLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + MU_BIAS) << ((bits >> 4) & 7)) - MU_BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

/** Linear value of an A-law code: even bits inverted on the wire (G.711 table 1). */
function expandALaw(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = (bits & 0x0f) << 4;
  const magnitude = segment === 0 ? step + 8 : (step + 0x108) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

function segmentOf(magnitude: number, lowestBit: number): number {
  return Math.max(0, 31 - Math.clz32(magnitude) - lowestBit);
}

function compressMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
  const segment = segmentOf(magnitude, 7);
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff;
}

function compressALaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const magnitude = Math.min(sample < 0 ? -sample - 1 : sample, 32_767);
  const segment = magnitude < 0x100 ? 0 : segmentOf(magnitude, 7);
  const step = segment === 0 ? magnitude >> 4 : magnitude >> (segment + 3);
  return (sign | (segment << 4) | (step & 0x0f)) ^ 0x55;
}

const MU_EXPANDED = Int16Array.from({ length: 256 }, (_, code) => expandMuLaw(code));
const A_EXPANDED = Int16Array.from({ length: 256 }, (_, code) => expandALaw(code));
const MU_COMPRESSED = Uint8Array.from({ length: 65_536 }, (_, index) => compressMuLaw(index - 32_768));
const A_COMPRESSED = Uint8Array.from({ length: 65_536 }, (_, index) => compressALaw(index - 32_768));

function mapCodes(codes: Uint8Array, table: Int16Array): Int16Array {
  const samples = new Int16Array(codes.length);
  for (let i = 0; i < codes.length; i++) samples[i] = table[codes[i]!]!;
  return samples;
}

function mapSamples(samples: Int16Array, table: Uint8Array): Uint8Array {
  const codes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) codes[i] = table[samples[i]! + 32_768]!;
  return codes;
}

/** Mu-law codes (PCMU, RFC 3551) to 16 bit samples. */
export const decodeMuLaw = (codes: Uint8Array): Int16Array => mapCodes(codes, MU_EXPANDED);
/** 16 bit samples to mu-law codes. */
export const encodeMuLaw = (samples: Int16Array): Uint8Array => mapSamples(samples, MU_COMPRESSED);
/** A-law codes (PCMA, RFC 3551) to 16 bit samples. */
export const decodeALaw = (codes: Uint8Array): Int16Array => mapCodes(codes, A_EXPANDED);
/** 16 bit samples to A-law codes. */
export const encodeALaw = (samples: Int16Array): Uint8Array => mapSamples(samples, A_COMPRESSED);
