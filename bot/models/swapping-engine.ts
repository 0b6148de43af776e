/**
 * A dialog engine whose models change while it runs: each turn takes the engine of now and keeps it to its end, and says with which
 * version it was answered. Called by the runtime like any engine.
 */
import type { DialogEngine, DialogInput, DialogOutcome } from '../../dialogs/index.js';
import type { ServingModel } from '../../learning/index.js';
import { type ExpectedAnswer, Fault } from '../../protocol/index.js';

/** A turn that was answered, and by which version. */
export interface HeardStep {
  readonly input: DialogInput;
  readonly outcome: DialogOutcome;
  readonly version: string;
  /** What the state before the turn expected to hear. */
  readonly expects: () => ExpectedAnswer;
}

export interface SwappingEngineParts {
  readonly current: () => ServingModel<DialogEngine> | undefined;
  /** Told of every step once it is made; must return at once. */
  readonly onStep?: (step: HeardStep) => void;
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
      const { name, version } = serving.card;
      const expects = () => serving.model.expectation(input.state);
      onStep?.({ input, outcome, version, expects });
      return { ...outcome, bot: { ...outcome.bot, modelVersion: `${name} ${version}` } };
    },
  };
}
