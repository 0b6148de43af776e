/** What a turn's input means before any routing: words go through the understander, quick replies say it outright. */
import {
  type BotPart,
  type BotTurn,
  type InboundTurn,
  type Locale,
  OUT_OF_SCOPE,
  type Understanding,
} from '../../protocol/index.js';
import { fold, readListPointer } from '../../text/index.js';
import type { CatalogIndex } from '../understanding/catalog-index.js';
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
  readonly catalog: CatalogIndex;
  readonly now: number;
}

const SLOT_CHOICE = /^slot:([a-z0-9_]+)=(.*)$/s;

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
  const value = input.kind === 'choice' ? input.value : findOffered(text, scene);
  const chosen = value === undefined ? undefined : readChoice(value, text, scene);
  if (chosen !== undefined) return chosen;
  const context = { locale: state.locale, channel: turn.channel, expects: state.expects, now };
  return { text, understanding: understander.understand(text, context) };
}

/** Typing or saying the label of an offered choice is choosing it, and so is pointing at it: "the second one". */
function findOffered(text: string, { state, catalog }: MeaningScene): string | undefined {
  const said = fold(text);
  const offered = state.lastParts.flatMap((part) => (part.kind === 'choices' ? part.choices : []));
  const named = offered.find((choice) => fold(choice.label) === said)?.value;
  return named ?? findPointedAt(text, state.lastParts, catalog);
}

function findPointedAt(text: string, parts: readonly BotPart[], catalog: CatalogIndex): string | undefined {
  const pointer = readListPointer(text);
  if (pointer === undefined) return undefined;
  const listed = parts.flatMap(listedValues);
  if (pointer.kind === 'position') return listed.at(pointer.index);
  const priced = listed.flatMap((value) => {
    const product = catalog.products.get(SLOT_CHOICE.exec(value)?.[2] ?? '');
    return product === undefined ? [] : [{ value, price: product.price }];
  });
  const byPrice = priced.toSorted((a, b) => a.price - b.price);
  return (pointer.kind === 'cheapest' ? byPrice[0] : byPrice.at(-1))?.value;
}

/** What stands in a list to choose from; yes, no and a person do not. */
function listedValues(part: BotPart): readonly string[] {
  if (part.kind === 'card') return part.actions.slice(0, 1).map(({ value }) => value);
  if (part.kind !== 'choices') return [];
  return part.choices.map(({ value }) => value).filter((value) => /^(?:slot|flow):/.test(value));
}

function readChoice(value: string, text: string, { state, running }: MeaningScene): TurnMeaning | undefined {
  const intent = INTENT_OF_CHOICE[value];
  if (intent !== undefined) return { text, understanding: certain(state.locale, intent) };
  const flow = /^flow:(.+)$/.exec(value)?.[1];
  if (flow !== undefined) return { text, flow, understanding: certain(state.locale, OUT_OF_SCOPE) };
  if (value.startsWith('change:')) return { text, understanding: certain(state.locale, INFORM) };
  const slot = SLOT_CHOICE.exec(value);
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
