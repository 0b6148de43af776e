/**
 * Adds the product to a turn that wants one and names none of ours, so that the shop can say honestly that it has no
 * helicopters. Called by the understander after slot reading; foreign-words tells which words they are.
 */
import type { ExpectedAnswer, IntentReading, SlotReading } from '../../protocol/index.js';
import { isUnspaced, tokenize } from '../../text/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { ReadingScene } from './canonical-value.js';
import type { CommonWords } from './common-words.js';
import { learnForeignWords } from './foreign-words.js';
import type { Gazetteer } from './gazetteer.js';
import { readsOf, type SlotRoles } from './slot-roles.js';
import type { PackExample } from './training-set.js';

export interface ForeignGoodsParts {
  readonly pack: DialogPack;
  readonly examples: readonly PackExample[];
  readonly roles: SlotRoles;
  readonly commonWords: CommonWords;
  readonly gazetteer: Gazetteer;
}

export interface ForeignGoodsTurn {
  readonly text: string;
  readonly scene: ReadingScene;
  readonly ranked: readonly IntentReading[];
  readonly expects?: ExpectedAnswer;
}

export interface ForeignGoods {
  /** The readings, with one for a product of others where one is wanted and none was read. */
  complete(read: readonly SlotReading[], turn: ForeignGoodsTurn): readonly SlotReading[];
}

/** Share of an intent's examples that must name a product where its flow needs more: a wish for a quote often names none. */
const MOSTLY = 0.5;
/** On a held-out fifth of the demo pack: below it, small talk gets a product as often as a wish does. */
const WANTED = 0.3;
/** In more tokens than this a foreign word is more often a circumstance than the goods: "my contract is finished". */
const LONGEST_WISH = { unspaced: 11, spaced: 9 };
/** As sure as a guess: a correction by it needs no more. */
const CONFIDENCE = 0.5;

export function createForeignGoods({ pack, examples, roles, ...parts }: ForeignGoodsParts): ForeignGoods {
  const words = learnForeignWords(examples, parts);
  const slotOf = productIntents(pack, examples, roles);
  const wantedSlot = ({ text, ranked, expects }: ForeignGoodsTurn) => {
    if (expects?.slot !== undefined && roles.roleOf(expects.slot) === 'product') return expects.slot;
    const [top] = ranked;
    const isShort = tokenize(text).length <= (isUnspaced(text) ? LONGEST_WISH.unspaced : LONGEST_WISH.spaced);
    return isShort && top !== undefined && top.confidence >= WANTED ? slotOf.get(top.intent) : undefined;
  };
  return {
    complete(read, turn) {
      if (read.some((slot) => roles.roleOf(slot.name) === 'product')) return read;
      const name = wantedSlot(turn);
      const place = name === undefined ? undefined : words.find(turn.text, turn.scene.locale);
      if (name === undefined || place === undefined) return read;
      if (read.some((slot) => slot.start < place.end && place.start < slot.end)) return read;
      const surface = turn.text.slice(place.start, place.end);
      if (turn.scene.catalog.match(surface).kind !== 'none') return read;
      const found = { name, surface, value: surface, ...place, confidence: CONFIDENCE };
      return [...read, found].sort((a, b) => a.start - b.start);
    },
  };
}

/** Intents about a product, because their flow needs nothing else or most of their examples name one -> the slot it fills. */
function productIntents(
  pack: DialogPack,
  examples: readonly PackExample[],
  roles: SlotRoles,
): ReadonlyMap<string, string> {
  const slots = new Map<string, string>();
  for (const flow of pack.flows) {
    const slot = flow.slots.find((other) => other.domain.kind === 'catalog' && !other.optional);
    if (slot === undefined) continue;
    const needs = flow.slots.filter((other) => !other.optional && other.default === undefined);
    const isAboutProducts = needs.every((other) => other.domain.kind === 'catalog');
    for (const intent of flow.intents) {
      const own = examples.filter((example) => example.intent === intent);
      const naming = own.filter(({ spans }) => spans.some((span) => roles.roleOf(span.slot) === 'product'));
      if (isAboutProducts || naming.length > own.length * MOSTLY) slots.set(intent, readsOf(slot)[0]!);
    }
  }
  return slots;
}
