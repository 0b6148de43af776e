/**
 * Calls back once per period by absolute deadlines, so that it does not drift; after a stall it catches up by a few
 * periods and lets the rest go. Called by the media adapters for 20 ms frames.
 */
import type { Clock } from '../../protocol/index.js';

const MOST_CATCH_UP = 5;

/** @returns the way to stop. `tick` receives the number of the period from 0; skipped periods are not made up. */
export function startTicker(clock: Clock, periodMs: number, tick: (index: number) => void): () => void {
  const startMs = clock.monotonic();
  let index = 0;
  let isStopped = false;
  let cancel = () => {};
  const wake = () => {
    const due = Math.floor((clock.monotonic() - startMs) / periodMs);
    if (due - index >= MOST_CATCH_UP) index = due - MOST_CATCH_UP + 1;
    while (index <= due && !isStopped) tick(index++);
    if (!isStopped) cancel = clock.schedule(startMs + index * periodMs - clock.monotonic(), wake);
  };
  cancel = clock.schedule(0, wake);
  return () => {
    isStopped = true;
    cancel();
  };
}
