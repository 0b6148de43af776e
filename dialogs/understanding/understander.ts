/**
 * What an utterance means: language, intent with alternatives, slots with canonical values, in the light of what was asked.
 * Built from a pack and its trained artefacts; one call per turn, no side effects.
 */
import { decodeLinearClassifier, decodeSequenceTagger } from '../../learning/index.js';
import type { SlotReading, Understanding } from '../../protocol/index.js';
import { detectLanguage, tokenize, toSimplified } from '../../text/index.js';
import type { UnderstandingContext } from '../dialog-engine.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { ReadingScene } from './canonical-value.js';
import { decide } from './decide-meaning.js';
import { createIntentReader } from './intent-reader.js';
import { learnPackWords, type PackWords, wordsOfPack } from './pack-words.js';
import { createSeveralWishes } from './several-wishes.js';
import { readSlots, type SlotReaderParts } from './slot-readings.js';
import type { UnderstandingArtefacts, UnderstandingModels } from './train-understanding.js';
import { expectedContext, type PackExample } from './training-set.js';

export interface Understander {
  understand(text: string, context: UnderstandingContext): Understanding;
}

/** Throws Fault `learning.corrupt-model` when an artefact cannot be read. */
export function loadUnderstanding(pack: DialogPack, artefacts: UnderstandingArtefacts): Understander {
  const models = {
    classifier: decodeLinearClassifier(artefacts.intents),
    tagger: decodeSequenceTagger(artefacts.slots),
  };
  return understanderOver(pack, models, wordsOfPack(pack));
}

/** @param examples what the models were trained on: an utterance said word for word needs no guess. */
export function createUnderstander(
  pack: DialogPack,
  models: UnderstandingModels,
  examples: readonly PackExample[],
): Understander {
  return understanderOver(pack, models, learnPackWords(pack, examples));
}

function understanderOver(pack: DialogPack, models: UnderstandingModels, words: PackWords): Understander {
  const { catalog, values, gazetteer, roles, verbatim, commonWords, goods, keywordReader } = words;
  const parts: SlotReaderParts = { ...words, tagger: models.tagger };
  const intentReader = createIntentReader(models.classifier, verbatim);
  const several = createSeveralWishes({ pack, intentReader, gazetteer });
  return {
    understand(said, context) {
      const text = toSimplified(said);
      const locale = detectLanguage(text, { fallback: context.locale, among: pack.locales });
      const scene: ReadingScene = { pack, catalog, values, roles, locale, now: context.now };
      const hints = contextOf(context);
      const tokens = tokenize(text);
      const hits = gazetteer.find(tokens);
      const isAsked = context.expects?.slot !== undefined;
      const intents = intentReader.read({ text, tokens, hits }, isAsked);
      const read = readSlots({ text, tokens, hits, context: hints }, parts, scene);
      const slots = goods.complete(read, { text, scene, ranked: intents.ranked, expects: context.expects });
      const whole = decide({ text, locale, scene, parts, commonWords, context, intents, slots });
      const keywords = keywordReader.read(text);
      const understanding = several.tellApart(whole, text, context);
      return asSaid(said, keywords.length === 0 ? understanding : { ...understanding, keywords });
    },
  };
}

/** Slots as the visitor wrote them: a name keeps its own characters. */
function asSaid(said: string, understanding: Understanding): Understanding {
  const rewrite = (slots: readonly SlotReading[]) =>
    slots.map((slot) => {
      const surface = said.slice(slot.start, slot.end);
      return { ...slot, surface, value: slot.value === slot.surface ? surface : slot.value };
    });
  const { slots, parts, keywords } = understanding;
  return {
    ...understanding,
    slots: rewrite(slots),
    ...(keywords && {
      keywords: keywords.map((hit) => ({ ...hit, surface: said.slice(hit.start, hit.end) })),
    }),
    ...(parts && { parts: parts.map((part) => ({ ...part, slots: rewrite(part.slots) })) }),
  };
}

function contextOf(context: UnderstandingContext): readonly string[] {
  const { expects } = context;
  return expects?.slot === undefined ? [] : expectedContext(expects.slot);
}
