/**
 * A dialog engine whose models change while it runs: each turn takes the engine of now and keeps it to its end, and says with which
 * version it was answered. Called by the runtime like any engine.
 */
import type { DialogEngine, DialogInput, DialogOutcome } from '../../dialogs/index.js';
import type { ServingModel } from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';

/** A finished step, for the version on trial to be asked about. */
export interface FinishedStep {
  readonly input: DialogInput;
  readonly outcome: DialogOutcome;
  readonly serving: ServingModel<DialogEngine>;
}

export interface SwappingEngineParts {
  readonly current: () => ServingModel<DialogEngine> | undefined;
  readonly onStep?: (step: FinishedStep) => void;
}

/** Throws Fault `learning.no-model` while nothing serves. */
export function createSwappingEngine({ current, onStep }: SwappingEngineParts): DialogEngine {
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
      onStep?.({ input, outcome, serving });
      const { name, version } = serving.card;
      return { ...outcome, bot: { ...outcome.bot, modelVersion: `${name} ${version}` } };
    },
  };
}
