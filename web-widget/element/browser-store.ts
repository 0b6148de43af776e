/** The browser's localStorage as a KeyStore; memory where the browser refuses it (private windows, blocked storage). Called by the element. */
import { createMemoryStore, type KeyStore } from '../conversation/key-store.js';

export function createBrowserStore(): KeyStore {
  const storage = usableStorage();
  if (storage === undefined) return createMemoryStore();
  const fallback = createMemoryStore();
  return {
    get: (key) => storage.getItem(key) ?? fallback.get(key),
    set(key, value) {
      try {
        storage.setItem(key, value);
        fallback.remove(key);
      } catch {
        // The storage is full: the value lives as long as the page.
        fallback.set(key, value);
      }
    },
    remove(key) {
      storage.removeItem(key);
      fallback.remove(key);
    },
    keys: () => [...new Set([...Object.keys(storage), ...fallback.keys()])],
  };
}

function usableStorage(): Storage | undefined {
  try {
    window.localStorage.getItem('leadline:token');
    return window.localStorage;
  } catch {
    return undefined;
  }
}
