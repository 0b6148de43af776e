/** A small real DialogEngine for the runtime's tests: says back what it hears and counts the turns in its state. */
import type { DialogEngine, DialogOutcome } from '../../dialogs/index.js';
import type { BotTurn } from '../../protocol/index.js';

export interface EchoOptions {
  /** Called inside a step before it answers; may wait or throw. */
  readonly before?: (text: string) => Promise<void> | void;
}

export function createEchoEngine(options: EchoOptions = {}): DialogEngine {
  const say = (bot: Pick<BotTurn, 'turnId' | 'conversationId' | 'locale'>, text: string): BotTurn => ({
    ...bot,
    parts: [{ kind: 'say', key: 'echo', text, speech: text, citations: [] }],
    why: 'The echo engine says back what it hears.',
  });
  return {
    async open({ conversation, locale }): Promise<DialogOutcome> {
      const { turnId, conversationId } = conversation;
      return { state: '0', bot: say({ turnId, conversationId, locale }, 'Hello'), drafts: [] };
    },
    async understand(_text, { locale }) {
      return { locale, intent: 'echo', confidence: 1, alternatives: [], slots: [] };
    },
    async step({ turn, state, locale }): Promise<DialogOutcome> {
      const { turnId, conversationId, input } = turn;
      await options.before?.(input.text);
      const count = Number(state ?? '0') + 1;
      const bot = say({ turnId, conversationId, locale }, `${count}: ${input.text}`);
      return { state: String(count), bot, drafts: [] };
    },
    expectation: () => ({ form: 'free' }),
  };
}
