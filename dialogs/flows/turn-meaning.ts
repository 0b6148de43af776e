/** What a turn's input means before any routing: words go through the understander, quick replies say it outright. */
import {
  type BotPart,
  type BotTurn,
  type InboundTurn,
  type Locale,
  OUT_OF_SCOPE,
  type Understanding,
} from '../../protocol/index.js';
import { fold } from '../../text/index.js';
import { readsOf } from '../understanding/slot-roles.js';
import { INFORM } from '../understanding/training-set.js';
import type { Understander } from '../understanding/understander.js';
import type { ConversationState } from './conversation-state.js';
import type { RunningFlow } from './dialog-stack.js';
import { choiceValue } from './offers.js';

export interface TurnMeaning {
  readonly understanding: Understanding;
  readonly text: string;
  /** Flow named by a quick reply. */
  readonly flow?: string;
}

export interface MeaningScene {
  readonly understander: Understander;
  readonly state: ConversationState;
  readonly running: Pick<RunningFlow, 'flow'> | undefined;
  readonly now: number;
}

const INTENT_OF_CHOICE: Readonly<Record<string, string>> = {
  [choiceValue.yes]: 'affirm',
  [choiceValue.no]: 'deny',
  [choiceValue.stop]: 'stop',
  [choiceValue.human]: 'talk_to_human',
};

const certain = (locale: Locale, intent: string, slots: Understanding['slots'] = []): Understanding => ({
  locale,
  intent,
  confidence: 1,
  alternatives: [{ intent, confidence: 1 }],
  slots,
});

export function readTurn(turn: InboundTurn, scene: MeaningScene): TurnMeaning {
  const { state, understander, now } = scene;
  const { input } = turn;
  const text = input.text.trim();
  const value = input.kind === 'choice' ? input.value : findOffered(text, state.lastParts);
  const chosen = value === undefined ? undefined : readChoice(value, text, scene);
  if (chosen !== undefined) return chosen;
  const context = { locale: state.locale, channel: turn.channel, expects: state.expects, now };
  return { text, understanding: understander.understand(text, context) };
}

/** Typing or saying the label of an offered choice is choosing it. */
function findOffered(text: string, parts: readonly BotPart[]): string | undefined {
  const said = fold(text);
  const offered = parts.flatMap((part) => (part.kind === 'choices' ? part.choices : []));
  return offered.find((choice) => fold(choice.label) === said)?.value;
}

function readChoice(value: string, text: string, { state, running }: MeaningScene): TurnMeaning | undefined {
  const intent = INTENT_OF_CHOICE[value];
  if (intent !== undefined) return { text, understanding: certain(state.locale, intent) };
  const flow = /^flow:(.+)$/.exec(value)?.[1];
  if (flow !== undefined) return { text, flow, understanding: certain(state.locale, OUT_OF_SCOPE) };
  if (value.startsWith('change:')) return { text, understanding: certain(state.locale, INFORM) };
  const slot = /^slot:([a-z0-9_]+)=(.*)$/s.exec(value);
  if (slot === null) return undefined;
  const [, name = '', given = ''] = slot;
  const target = running?.flow.slots.find((other) => other.name === name);
  const reading = {
    name: target === undefined ? name : readsOf(target)[0]!,
    surface: text,
    value: given,
    start: 0,
    end: text.length,
    confidence: 1,
  };
  return { text, understanding: certain(state.locale, INFORM, [reading]) };
}

/** The understanding shown with the bot's turn: that of a chosen flow names its intent. */
export function understandingShown(
  meaning: TurnMeaning,
  intentOfFlow: (flow: string) => string | undefined,
): BotTurn['understanding'] {
  const intent = meaning.flow === undefined ? undefined : intentOfFlow(meaning.flow);
  return intent === undefined ? meaning.understanding : certain(meaning.understanding.locale, intent);
}
