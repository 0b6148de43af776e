/** Runs one engine step with a time limit; a step that throws or takes too long ends in an apology, never in silence. */
import type { DialogEngine, DialogInput, DialogOutcome } from '../../dialogs/index.js';
import { type Clock, Fault, type LocalizedText } from '../../protocol/index.js';
import { apologise } from './replied-draft.js';

export type StepResult =
  | { readonly kind: 'stepped'; readonly outcome: DialogOutcome }
  | { readonly kind: 'apologised'; readonly bot: DialogOutcome['bot']; readonly cause: unknown };

export interface StepGuard {
  readonly engine: DialogEngine;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly apology?: LocalizedText;
}

/** The loser of the race is told through the signal. */
async function race<Value>(guard: StepGuard, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  let cancel: () => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = guard.clock.schedule(guard.timeoutMs, () => {
      const fault = new Fault('dialogs.failed-step', 'The step took longer than its limit.');
      controller.abort(fault);
      reject(fault);
    });
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    cancel();
  }
}

export async function runStep(guard: StepGuard, input: DialogInput): Promise<StepResult> {
  try {
    const outcome = await race(guard, (signal) => guard.engine.step({ ...input, signal }));
    return { kind: 'stepped', outcome };
  } catch (cause) {
    const { turnId, conversationId } = input.turn;
    const bot = apologise({ turnId, conversationId, locale: input.locale, words: guard.apology });
    return { kind: 'apologised', bot, cause };
  }
}
