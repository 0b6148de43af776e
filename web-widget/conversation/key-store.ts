/** Where the widget keeps its few values between pages; localStorage in the browser, memory where that is refused. Holds no logic. */

export interface KeyStore {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): readonly string[];
}

/** Lives as long as the page. */
export function createMemoryStore(): KeyStore {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}
