/** Classifies one profile with a trained class model. Called through LeadModels. */
import { classify } from '../../learning/index.js';
import { type Classification, LEAD_CLASSES, type LeadClass } from '../../protocol/index.js';
import { unknownClass } from '../lead-models.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { conversationText } from './conversation-text.js';
import type { TrainedClass } from './train-class.js';

/** Confidence is calibrated on held-out conversations; a conversation without words is `other` at the chance level. */
export function classifyLead(
  { model, certainFrom }: TrainedClass,
  version: string,
  profile: ConversationProfile,
): Classification {
  const input = conversationText(profile);
  if (input.text.trim() === '') return unknownClass(version);
  const ranked = classify(model, input, LEAD_CLASSES.length).ranked;
  const alternatives = ranked.flatMap(({ label, confidence }) =>
    isLeadClass(label) ? [{ label, confidence }] : [],
  );
  const best = alternatives[0];
  if (best === undefined) return unknownClass(version);
  return { ...best, isCertain: best.confidence >= certainFrom, alternatives, modelVersion: version };
}

function isLeadClass(label: string): label is LeadClass {
  return (LEAD_CLASSES as readonly string[]).includes(label);
}
