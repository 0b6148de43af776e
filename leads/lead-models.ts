/**
 * What the consumer asks of trained models, and the models of a company that has trained none yet.
 * load-lead-models.ts makes the trained ones; both are pure functions of a profile.
 */
import type { Classification, LeadScore, SegmentMembership } from '../protocol/index.js';
import { LEAD_CLASSES } from '../protocol/index.js';
import { notesOf } from './lead-wording.js';
import type { ConversationProfile } from './profile/conversation-profile.js';

export interface LeadModels {
  classify(profile: ConversationProfile): Classification;
  score(profile: ConversationProfile): LeadScore;
  segment(profile: ConversationProfile): SegmentMembership | undefined;
  /** The versions of all three together: leads read by others are read again. */
  readonly versions: string;
}

export const UNTRAINED_VERSION = 'untrained';

/** Says that it does not know: equal chances for every class, no score, no segment. */
export const untrainedLeadModels: LeadModels = {
  classify: () => unknownClass(UNTRAINED_VERSION),
  score: () => ({
    kind: 'insufficient',
    why: notesOf({ notes: {} }).untrained,
  }),
  segment: () => undefined,
  versions: UNTRAINED_VERSION,
};

/** A classification without evidence: `other`, at the chance level. */
export function unknownClass(modelVersion: string): Classification {
  const confidence = 1 / LEAD_CLASSES.length;
  const alternatives = LEAD_CLASSES.map((label) => ({ label, confidence }));
  return { label: 'other', confidence, isCertain: false, alternatives, modelVersion };
}
