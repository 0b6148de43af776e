/** Runs a piece of work again and again, never twice at once. Called by roles for their jobs; a run that fails is told and the next one comes. */
export interface Repeating {
  /** Runs now, or joins the run that is under way. */
  runNow(): Promise<void>;
  /** Resolves once no run is under way; none begins afterwards. */
  stop(): Promise<void>;
}

export interface RepeatSettings {
  readonly everyMs: number;
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

export function repeat({ everyMs, work, onFailure }: RepeatSettings): Repeating {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const runNow = () => {
    running ??= (async () => {
      try {
        await work(stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) onFailure(error);
      } finally {
        running = undefined;
      }
    })();
    return running;
  };
  const timer = setInterval(() => void runNow(), everyMs);
  timer.unref();
  return {
    runNow: async () => {
      if (!stopping.signal.aborted) await runNow();
    },
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
