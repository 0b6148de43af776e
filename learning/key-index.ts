/** Finds the column of a hashed feature key: open addressing over an ascending or any other list of keys. Called by both text learners. */

export interface KeyIndex {
  readonly keys: Uint32Array;
  /** Column of a key, or -1. */
  columnOf(key: number): number;
}

/** O(keys) to build, O(1) to ask; load factor at most one half. Keys must be distinct. */
export function createKeyIndex(keys: Uint32Array): KeyIndex {
  let size = 16;
  while (size < keys.length * 2) size *= 2;
  const mask = size - 1;
  const table = new Int32Array(size).fill(-1);
  for (let column = 0; column < keys.length; column++) {
    let slot = keys[column]! & mask;
    while (table[slot] !== -1) slot = (slot + 1) & mask;
    table[slot] = column;
  }
  return {
    keys,
    columnOf(key) {
      for (let slot = key & mask; ; slot = (slot + 1) & mask) {
        const column = table[slot]!;
        if (column === -1 || keys[column] === key) return column;
      }
    },
  };
}
