/** Hashes feature strings: FNV-1a (Fowler, Noll, Vo) over UTF-16 units, finished as Murmur3 does. Called by the text featurizers; not for security. */

/** One FNV-1a step over a 16-bit unit; the result is a signed 32-bit integer. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Continues `seed` over the text; never 0, so that 0 can mean "none". */
export function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
  return hash === 0 ? 1 : hash;
}

/** Murmur3's finaliser spreads FNV's weak low bits before a caller masks the hash; 32 bits, signed. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
