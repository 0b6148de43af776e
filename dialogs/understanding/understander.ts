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
import {
  type IntentReading,
  type Locale,
  OUT_OF_SCOPE,
  type SlotReading,
  type Understanding,
} from '../../protocol/index.js';
import { detectLanguage, fold, tokenize, toSimplified } from '../../text/index.js';
import type { UnderstandingContext } from '../dialog-engine.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { ReadingScene } from './canonical-value.js';
import { createCatalogIndex } from './catalog-index.js';
import { isWithinNumber, readExpected } from './expected-slot.js';
import { createGazetteer } from './gazetteer.js';
import { learnKnownWords } from './known-words.js';
import { readSlots, type SlotReaderParts } from './slot-readings.js';
import type { UnderstandingArtefacts, UnderstandingModels } from './train-understanding.js';
import { examplesOf, expectedContext, INFORM, type PackExample, wordContext } from './training-set.js';
import { createValueIndex } from './value-index.js';

export interface Understander {
  understand(text: string, context: UnderstandingContext): Understanding;
}

/** Below this the utterance counts as an answer when it holds the expected slot. */
const CLEAR = 0.6;
const ALTERNATIVES = 5;

/** Throws Fault `learning.corrupt-model` when an artefact cannot be read. */
export function loadUnderstanding(pack: DialogPack, artefacts: UnderstandingArtefacts): Understander {
  const models = {
    classifier: decodeLinearClassifier(artefacts.intents),
    tagger: decodeSequenceTagger(artefacts.slots),
  };
  return createUnderstander(pack, models, examplesOf(pack));
}

/** @param examples what the models were trained on: an utterance said word for word needs no guess. */
export function createUnderstander(
  pack: DialogPack,
  models: UnderstandingModels,
  examples: readonly PackExample[],
): Understander {
  const catalog = createCatalogIndex(pack);
  const values = createValueIndex(pack);
  const gazetteer = createGazetteer(pack);
  const knownWords = learnKnownWords(examples, gazetteer);
  const productSlots = new Set(['product', ...knownWords.slotOfCategory.values()]);
  const parts: SlotReaderParts = {
    tagger: models.tagger,
    gazetteer,
    knownWords,
    patterns: patternsOf(pack),
  };
  const verbatim = learnVerbatim(examples);
  return {
    understand(said, context) {
      const text = toSimplified(said);
      const locale = detectLanguage(text, { fallback: context.locale, among: pack.locales });
      const scene: ReadingScene = { pack, catalog, values, productSlots, locale, now: context.now };
      const hints = contextOf(context);
      const tokens = tokenize(text);
      const hits = gazetteer.find(tokens);
      const classified = classify(
        models.classifier,
        { text, context: wordContext({ text, tokens, hits }) },
        ALTERNATIVES + 1,
      );
      const isAsked = context.expects?.slot !== undefined;
      const intents = readIntents(weighInform(classified, isAsked), verbatim.get(fold(text)));
      const slots = readSlots({ text, tokens, hits, context: hints }, parts, scene);
      return asSaid(said, decide({ text, locale, scene, parts, context, intents, slots }));
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

function patternsOf(pack: DialogPack): SlotReaderParts['patterns'] {
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

interface RankedIntents {
  readonly ranked: readonly IntentReading[];
  readonly isOutOfScope: boolean;
}

/** How much rarer a bare answer is where nothing was asked than among the examples. */
const UNASKED_INFORM = 0.02;

/** Where no slot was asked for, few utterances are bare answers: their share goes to the other intents (prior shift). */
function weighInform(classified: Classification, isAsked: boolean): Classification {
  const inform = classified.ranked.find(({ label }) => label === INFORM);
  if (isAsked || inform === undefined) return classified;
  const kept = inform.confidence * UNASKED_INFORM;
  const mass = 1 - inform.confidence + kept;
  const ranked = classified.ranked
    .map(({ label, confidence }) => ({ label, confidence: (label === INFORM ? kept : confidence) / mass }))
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

interface Decision {
  readonly text: string;
  readonly locale: Locale;
  readonly scene: ReadingScene;
  readonly parts: SlotReaderParts;
  readonly context: UnderstandingContext;
  readonly intents: RankedIntents;
  readonly slots: readonly SlotReading[];
}

function decide({ text, locale, scene, parts, context, intents, slots: read }: Decision): Understanding {
  const { expects } = context;
  const slots = read.filter((slot) => !(scene.values.has(slot.name) && isWithinNumber(slot, text)));
  const top = intents.ranked[0];
  const isBare = expects !== undefined && coverage(text, slots) >= BARE;
  const isOther =
    !isBare && !intents.isOutOfScope && top !== undefined && top.intent !== INFORM && top.confidence >= CLEAR;
  const given = slots.find((slot) => slot.name === expects?.slot);
  const answer =
    given ?? (expects === undefined ? undefined : readExpected(text, expects, scene, { parts, isOther }));
  const all = answer === undefined || given !== undefined ? slots : withAnswer(slots, answer);
  const isAnswer = (answer !== undefined || isBare) && !isOther;
  if (isAnswer) {
    const confidence = Math.max(answer?.confidence ?? BARE, top?.intent === INFORM ? top.confidence : 0);
    const rest = intents.ranked.filter(({ intent }) => intent !== INFORM);
    return {
      locale,
      intent: INFORM,
      confidence,
      alternatives: [{ intent: INFORM, confidence }, ...rest].slice(0, ALTERNATIVES),
      slots: all,
    };
  }
  const isUnknown = intents.isOutOfScope || top === undefined;
  return {
    locale,
    intent: isUnknown ? OUT_OF_SCOPE : top.intent,
    confidence: top?.confidence ?? 0,
    alternatives: intents.ranked,
    slots: all,
  };
}

/** An utterance that consists of slot values to this share is an answer, whatever intent its words resemble. */
const BARE = 0.7;

function coverage(text: string, slots: readonly SlotReading[]): number {
  const weight = (part: string) => part.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return slots.reduce((sum, slot) => sum + weight(slot.surface), 0) / Math.max(1, weight(text));
}

/** The expected reading takes the place of what overlaps it. */
function withAnswer(slots: readonly SlotReading[], answer: SlotReading): SlotReading[] {
  const rest = slots.filter((slot) => slot.end <= answer.start || slot.start >= answer.end);
  return [...rest, answer].sort((a, b) => a.start - b.start);
}
