/**
 * Conversations with known ends, made ready for training: folded, cut off where their outcome became known, and split.
 * Called by train-lead-models.ts; the test rows are locked: the same in every training, whatever its seed and data.
 */
import { sha256Of } from '../../learning/index.js';
import { type ConversationEvent, Fault, type LeadClass } from '../../protocol/index.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { foldEvents } from '../profile/fold-event.js';

export interface TrainingConversation {
  readonly events: readonly ConversationEvent[];
  /** What a person labelled it; absent conversations do not train the class. */
  readonly leadClass?: LeadClass;
  /** Whether the goal was reached within its window; absent while the window is open. */
  readonly outcome?: { readonly isWon: boolean };
}

export interface TrainingExample {
  readonly profile: ConversationProfile;
  readonly leadClass?: LeadClass;
  readonly isWon?: boolean;
}

export interface TrainingSplit {
  readonly train: readonly TrainingExample[];
  /** Seen by no model, threshold or calibration. */
  readonly test: readonly TrainingExample[];
}

const TEST_SHARE = 0.2;

/**
 * Folds each conversation up to its outcome; what happened after it (or the outcome itself) can therefore not leak into a feature.
 * Throws Fault `learning.no-data` without any conversation.
 */
export function toExamples(conversations: readonly TrainingConversation[]): readonly TrainingExample[] {
  const examples = conversations.flatMap(({ events, leadClass, outcome }): TrainingExample[] => {
    const end = events.findIndex((event) => event.kind === 'outcome.recorded');
    const profile = foldEvents(end === -1 ? events : events.slice(0, end));
    if (profile === undefined || profile.counts.visitorTurns === 0) return [];
    return [{ profile, leadClass, isWon: outcome?.isWon }];
  });
  if (examples.length === 0) {
    throw new Fault('learning.no-data', 'No conversation holds anything that a visitor said.');
  }
  return examples;
}

/** How the test rows of every training are chosen, for the card. */
export const LOCKED_TEST_RULE = 'a fifth of all leads by the hash of their id, the same in every training';

/** Whether a lead belongs to the locked test: by its id alone, so that no training of any version ever sees it. */
export function isLocked(leadId: string): boolean {
  return Number.parseInt(sha256Of(leadId).slice(0, 8), 16) / 2 ** 32 < TEST_SHARE;
}

/** The locked test and the rest. */
export function splitLocked(examples: readonly TrainingExample[]): TrainingSplit {
  const isTest = ({ profile }: TrainingExample) => isLocked(profile.conversationId);
  return { train: examples.filter((example) => !isTest(example)), test: examples.filter(isTest) };
}

/** The latest fifth is the test: how the model fares on what comes after it. */
export function splitByTime(examples: readonly TrainingExample[]): TrainingSplit {
  const ordered = [...examples].sort((a, b) => a.profile.startedMs - b.profile.startedMs);
  const border = Math.round(ordered.length * (1 - TEST_SHARE));
  return { train: ordered.slice(0, border), test: ordered.slice(border) };
}
