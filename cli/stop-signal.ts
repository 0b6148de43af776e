/** One AbortSignal for every way a command is told to stop: Ctrl-C, SIGTERM, or a parent (npx) that went away. */

const PARENT_CHECK_MS = 1000;

export function stopSignal(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const parent = process.ppid;
  const stop = () => controller.abort(new Error('stopped'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const timer = setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_CHECK_MS);
  timer.unref();
  return {
    signal: controller.signal,
    release() {
      clearInterval(timer);
      process.removeListener('SIGINT', stop);
      process.removeListener('SIGTERM', stop);
    },
  };
}
