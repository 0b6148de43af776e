/**
 * Which of the pack's own words are slots on their own, learned from the pack's examples: "broadband" nearly always is one,
 * "nothing" hardly ever. Names that no example holds are trusted when they have at least two tokens.
 */
import type { Token } from '../../text/index.js';
import { type Gazetteer, type GazetteerHit, joinTokens, PRODUCT_LIST } from './gazetteer.js';
import { normalForm } from './normal-form.js';
import type { SlotRoles } from './slot-roles.js';
import { type PackExample, tagUtterance } from './training-set.js';

export interface KnownWords {
  /** The slot a hit stands for, or undefined when the words alone prove nothing. */
  slotOf(hit: GazetteerHit, tokens: readonly Token[]): string | undefined;
}

interface Count {
  times: number;
  readonly slots: Map<string, number>;
}

/** Share of its occurrences in which a word must be a slot to be trusted where the tagger is silent. */
const TRUSTED = 0.75;
const FEWEST = 2;

const keyOf = (hit: GazetteerHit, tokens: readonly { readonly text: string }[]) =>
  `${hit.list} ${normalForm(joinTokens(tokens as readonly Token[], hit.from, hit.to))}`;

function count(counts: Map<string, Count>, key: string, slot: string): void {
  const entry = counts.get(key) ?? { times: 0, slots: new Map<string, number>() };
  entry.times += 1;
  if (slot !== '') entry.slots.set(slot, (entry.slots.get(slot) ?? 0) + 1);
  counts.set(key, entry);
}

const most = (slots: ReadonlyMap<string, number>) => [...slots].sort((a, b) => b[1] - a[1])[0];

/** @param roles names the slot that catalog words fill where no example tells. */
export function learnKnownWords(
  examples: readonly PackExample[],
  gazetteer: Gazetteer,
  roles: SlotRoles,
): KnownWords {
  const words = new Map<string, Count>();
  const lists = new Map<string, Count>();
  for (const example of examples) {
    const { tags, hits, tokenList } = tagUtterance(example, gazetteer);
    for (const hit of hits) {
      const first = tags[hit.from]!;
      const isWhole =
        first.startsWith('B-') &&
        tags.slice(hit.from + 1, hit.to).every((tag) => tag === `I-${first.slice(2)}`);
      const slot = isWhole ? first.slice(2) : '';
      count(words, keyOf(hit, tokenList), slot);
      count(lists, hit.list, slot);
    }
  }
  const slotOfList = (list: string) => most(lists.get(list)?.slots ?? new Map())?.[0];
  const [productSlot] = roles.slotsOf('product');
  return {
    slotOf(hit, tokens) {
      const known = words.get(keyOf(hit, tokens));
      if (known === undefined || known.times < FEWEST) {
        return hit.to - hit.from >= 2
          ? (slotOfList(hit.list) ?? (hit.list.startsWith(PRODUCT_LIST) ? productSlot : undefined))
          : undefined;
      }
      const best = most(known.slots);
      return best !== undefined && best[1] / known.times >= TRUSTED ? best[0] : undefined;
    },
  };
}
