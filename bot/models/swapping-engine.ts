/**
 * A dialog engine whose models change while it runs: each turn takes the engine of now and keeps it to its end, and says with which
 * version it was answered. Called by the runtime like any engine.
 */
import type { DialogEngine } from '../../dialogs/index.js';
import type { ServingModel } from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';

export interface SwappingEngineParts {
  readonly current: () => ServingModel<DialogEngine> | undefined;
}

/** Throws Fault `learning.no-model` while nothing serves. */
export function createSwappingEngine({ current }: SwappingEngineParts): DialogEngine {
  const now = () => {
    const serving = current();
    if (serving === undefined) throw new Fault('learning.no-model', 'No understanding model is active.');
    return serving;
  };
  return {
    open: (input) => now().model.open(input),
    understand: (text, context) => now().model.understand(text, context),
    expectation: (state) => now().model.expectation(state),
    async step(input) {
      const serving = now();
      const outcome = await serving.model.step(input);
      const { name, version } = serving.card;
      return { ...outcome, bot: { ...outcome.bot, modelVersion: `${name} ${version}` } };
    },
  };
}
