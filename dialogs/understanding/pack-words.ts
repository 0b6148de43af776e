/**
 * What an understander knows from the pack and its examples alone, before any trained model. Called by understander.ts; every
 * model version of a pack shares it, so that a new version costs the reading of its bytes and no more. Never changes once learned.
 */
import { fold } from '../../text/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import { type CatalogIndex, createCatalogIndex } from './catalog-index.js';
import { type CommonWords, learnCommonWords } from './common-words.js';
import { createForeignGoods, type ForeignGoods } from './foreign-goods.js';
import { createGazetteer, type Gazetteer } from './gazetteer.js';
import { createKeywordReader, type KeywordReader } from './keyword-reader.js';
import { type KnownWords, learnKnownWords } from './known-words.js';
import type { SlotReaderParts } from './slot-readings.js';
import { createSlotRoles, type SlotRoles } from './slot-roles.js';
import { examplesOf, type PackExample } from './training-set.js';
import { createValueIndex, type ValueIndex } from './value-index.js';

export interface PackWords {
  readonly catalog: CatalogIndex;
  readonly values: ValueIndex;
  readonly gazetteer: Gazetteer;
  readonly roles: SlotRoles;
  readonly knownWords: KnownWords;
  readonly patterns: SlotReaderParts['patterns'];
  /** Folded utterance -> its intent, where all examples agree. */
  readonly verbatim: ReadonlyMap<string, string>;
  readonly commonWords: CommonWords;
  readonly goods: ForeignGoods;
  readonly keywordReader: KeywordReader;
}

/** O(examples x tokens). */
export function learnPackWords(pack: DialogPack, examples: readonly PackExample[]): PackWords {
  const gazetteer = createGazetteer(pack);
  const roles = createSlotRoles(pack);
  const commonWords = learnCommonWords(examples);
  return {
    catalog: createCatalogIndex(pack),
    values: createValueIndex(pack),
    gazetteer,
    roles,
    knownWords: learnKnownWords(examples, gazetteer, roles),
    patterns: patternsOf(pack),
    verbatim: learnVerbatim(examples),
    commonWords,
    goods: createForeignGoods({ pack, examples, roles, commonWords, gazetteer }),
    keywordReader: createKeywordReader(pack, commonWords),
  };
}

const learned = new WeakMap<DialogPack, PackWords>();

/** The words of a loaded pack with all its examples, learned at the first call and kept as long as that pack. */
export function wordsOfPack(pack: DialogPack): PackWords {
  const known = learned.get(pack);
  if (known !== undefined) return known;
  const words = learnPackWords(pack, examplesOf(pack));
  learned.set(pack, words);
  return words;
}

function patternsOf(pack: DialogPack): PackWords['patterns'] {
  return pack.flows.flatMap((flow) =>
    flow.slots.flatMap((slot) =>
      slot.domain.kind === 'pattern'
        ? [
            {
              slot: slot.reads?.[0] ?? slot.name,
              pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${slot.domain.pattern})(?![\\p{L}\\p{N}])`, 'giu'),
            },
          ]
        : [],
    ),
  );
}

/** Folded utterance -> its intent, where all examples agree. */
function learnVerbatim(examples: readonly PackExample[]): Map<string, string> {
  const known = new Map<string, string>();
  const disputed = new Set<string>();
  for (const { text, intent } of examples) {
    const form = fold(text);
    if (known.has(form) && known.get(form) !== intent) disputed.add(form);
    known.set(form, intent);
  }
  for (const form of disputed) known.delete(form);
  known.delete('');
  return known;
}
