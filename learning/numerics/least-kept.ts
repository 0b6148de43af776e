/** The magnitude below which weights are dropped so that only the strongest stay. Called by both text learners when they pack a model. */

const HIGH_BITS = 16;
const LEVELS = 1 << HIGH_BITS;
const SIGN_OFF = 0x7fffffff;

/**
 * The `count`-th largest magnitude; 0 when no more than `count` values differ from 0. Radix selection over the bits of the floats, whose
 * order is that of their magnitudes: first by the upper half, then by the lower half among those that share it. O(values).
 */
export function leastKept(values: Float32Array, count: number): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const upper = new Uint32Array(LEVELS);
  let present = 0;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i]! & SIGN_OFF;
    if (magnitude === 0) continue;
    upper[magnitude >>> HIGH_BITS]!++;
    present++;
  }
  if (present <= count) return 0;
  const high = fallTo(upper, count);
  const lower = new Uint32Array(LEVELS);
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i]! & SIGN_OFF;
    if (magnitude !== 0 && magnitude >>> HIGH_BITS === high.level) lower[magnitude & (LEVELS - 1)]!++;
  }
  const low = fallTo(lower, high.left);
  return new Float32Array(Uint32Array.of((high.level << HIGH_BITS) | low.level).buffer)[0]!;
}

/** The level on which the `count`-th from above lies, and how many of that level are still wanted. */
function fallTo(counts: Uint32Array, count: number): { readonly level: number; readonly left: number } {
  let left = count;
  let level = counts.length - 1;
  while (level > 0 && counts[level]! < left) left -= counts[level--]!;
  return { level, left };
}
