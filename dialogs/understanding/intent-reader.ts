/**
 * Reads the intents of words: the classifier's, replies weighed by whether something was asked, and what the pack says word
 * for word. Called by the understander for an utterance and, where it may hold several wishes, for its parts.
 */
import { type Classification, classify, type LinearClassifierModel } from '../../learning/index.js';
import { OUT_OF_SCOPE } from '../../protocol/index.js';
import { fold } from '../../text/index.js';
import { ALTERNATIVES, type RankedIntents } from './decide-meaning.js';
import { ASK_WHY, INFORM, type ReadUtterance, WITHHOLD, wordContext } from './training-set.js';

export interface IntentReader {
  /** @param isAsked a slot was asked for, so that bare answers are likely. */
  read(utterance: ReadUtterance, isAsked: boolean): RankedIntents;
}

/** @param verbatim intent of a folded utterance that needs no guess. */
export function createIntentReader(
  classifier: LinearClassifierModel,
  verbatim: ReadonlyMap<string, string>,
): IntentReader {
  return {
    read(utterance, isAsked) {
      const { text } = utterance;
      const classified = classify(classifier, { text, context: wordContext(utterance) }, ALTERNATIVES + 1);
      return rank(weighReplies(classified, isAsked), verbatim.get(fold(text)));
    },
  };
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

function rank(classified: Classification, verbatim: string | undefined): RankedIntents {
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
