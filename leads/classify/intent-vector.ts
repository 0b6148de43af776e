/**
 * The understood intents as a dense vector beside the n-grams, so that one intent among hundreds of words keeps its say.
 * Called by conversation-text.ts and training; intents are hashed, so that no list of them is stored with the model.
 */

/** Few enough to train fast, many enough that two of some forty intents seldom meet. */
const SIZE = 256;
const FNV_OFFSET = 2_166_136_261;
const FNV_PRIME = 16_777_619;

/** Unit length; all zeros for no intents. Counts go in by their square root: the fifth question tells less than the first. */
export function intentVector(intents: readonly string[]): Float32Array {
  const vector = new Float32Array(SIZE);
  for (const intent of intents) vector[placeOf(intent)]! += 1;
  const length = Math.sqrt(intents.length);
  return length === 0 ? vector : vector.map((count) => Math.sqrt(count) / length);
}

/** FNV-1a (Fowler, Noll, Vo), folded into the vector. */
function placeOf(intent: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < intent.length; i++) hash = Math.imul(hash ^ intent.charCodeAt(i), FNV_PRIME);
  return (hash >>> 0) % SIZE;
}
