/** The present moment for "2 min ago", renewed every half minute. The only place of the console that reads the clock. */
import { useSyncExternalStore } from 'react';

const EVERY_MS = 30_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, EVERY_MS);
  if (Date.now() - now > EVERY_MS) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since the epoch. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
