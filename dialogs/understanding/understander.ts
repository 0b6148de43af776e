/**
 * What an utterance means: language, intent with alternatives, slots with canonical values, in the light of what was asked.
 * Built from a pack and its trained artefacts; one call per turn, no side effects.
 */
import {
  type Classification,
  classify,
  decodeLinearClassifier,
  decodeSequenceTagger,
} from '../../learning/index.js';
import { OUT_OF_SCOPE, type Understanding } from '../../protocol/index.js';
import { detectLanguage, fold, tokenize, toSimplified } from '../../text/index.js';
import type { UnderstandingContext } from '../dialog-engine.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { ReadingScene } from './canonical-value.js';
import { ALTERNATIVES, decide, type RankedIntents } from './decide-meaning.js';
import { learnPackWords, type PackWords, wordsOfPack } from './pack-words.js';
import { readSlots, type SlotReaderParts } from './slot-readings.js';
import type { UnderstandingArtefacts, UnderstandingModels } from './train-understanding.js';
import { ASK_WHY, expectedContext, INFORM, type PackExample, WITHHOLD, wordContext } from './training-set.js';

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
  const { catalog, values, gazetteer, roles, verbatim, commonWords, goods } = words;
  const parts: SlotReaderParts = { ...words, tagger: models.tagger };
  return {
    understand(said, context) {
      const text = toSimplified(said);
      const locale = detectLanguage(text, { fallback: context.locale, among: pack.locales });
      const scene: ReadingScene = { pack, catalog, values, roles, locale, now: context.now };
      const hints = contextOf(context);
      const tokens = tokenize(text);
      const hits = gazetteer.find(tokens);
      const classified = classify(
        models.classifier,
        { text, context: wordContext({ text, tokens, hits }) },
        ALTERNATIVES + 1,
      );
      const isAsked = context.expects?.slot !== undefined;
      const intents = readIntents(weighReplies(classified, isAsked), verbatim.get(fold(text)));
      const read = readSlots({ text, tokens, hits, context: hints }, parts, scene);
      const slots = goods.complete(read, { text, scene, ranked: intents.ranked, expects: context.expects });
      return asSaid(said, decide({ text, locale, scene, parts, commonWords, context, intents, slots }));
    },
  };
}

/** Slots as the visitor wrote them: a name keeps its own characters. */
function asSaid(said: string, understanding: Understanding): Understanding {
  const slots = understanding.slots.map((slot) => {
    const surface = said.slice(slot.start, slot.end);
    return { ...slot, surface, value: slot.value === slot.surface ? surface : slot.value };
  });
  return { ...understanding, slots };
}

function contextOf(context: UnderstandingContext): readonly string[] {
  const { expects } = context;
  return expects?.slot === undefined ? [] : expectedContext(expects.slot);
}

/** What is said only in reply to a question: the answer, or that there will be none. */
const REPLIES = new Set([INFORM, WITHHOLD, ASK_WHY]);
/** How much rarer replies are where nothing was asked than among the examples. */
const UNASKED = 0.02;

/** Where no slot was asked for, few utterances are replies: their share goes to the other intents (prior shift). */
function weighReplies(classified: Classification, isAsked: boolean): Classification {
  if (isAsked) return classified;
  const weighed = classified.ranked.map(({ label, confidence }) => ({
    label,
    confidence: REPLIES.has(label) ? confidence * UNASKED : confidence,
  }));
  const before = classified.ranked.reduce((sum, { confidence }) => sum + confidence, 0);
  const mass = 1 - before + weighed.reduce((sum, { confidence }) => sum + confidence, 0);
  const ranked = weighed
    .map(({ label, confidence }) => ({ label, confidence: confidence / mass }))
    .sort((a, b) => b.confidence - a.confidence);
  return { ...classified, ranked };
}

const VERBATIM_CONFIDENCE = 0.97;

function readIntents(classified: Classification, verbatim: string | undefined): RankedIntents {
  const ranked = classified.ranked
    .slice(0, ALTERNATIVES)
    .map(({ label, confidence }) => ({ intent: label, confidence }));
  if (verbatim === undefined) return { ranked, isOutOfScope: classified.isOutOfScope };
  if (verbatim === OUT_OF_SCOPE) return { ranked, isOutOfScope: true };
  const known = Math.max(
    VERBATIM_CONFIDENCE,
    ranked.find(({ intent }) => intent === verbatim)?.confidence ?? 0,
  );
  const rest = ranked.filter(({ intent }) => intent !== verbatim);
  const mass = rest.reduce((sum, { confidence }) => sum + confidence, 0) || 1;
  const scaled = rest.map(({ intent, confidence }) => ({
    intent,
    confidence: (confidence / mass) * (1 - known),
  }));
  return {
    ranked: [{ intent: verbatim, confidence: known }, ...scaled].slice(0, ALTERNATIVES),
    isOutOfScope: false,
  };
}
