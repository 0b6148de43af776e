/**
 * Conversations with known ends, made ready for training: folded, cut off where their outcome became known, and split.
 * Called by train-lead-models.ts; the split decides by seed alone, so that the test rows are the same for every model.
 */
import {
  type ConversationEvent,
  Fault,
  type LeadClass,
  type Random,
  seededRandom,
} from '../../protocol/index.js';
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

/** Random 80/20, each class and outcome in its share. */
export function splitRandomly(examples: readonly TrainingExample[], seed: number): TrainingSplit {
  const random = seededRandom(seed);
  const strata = new Map<string, TrainingExample[]>();
  for (const example of examples) {
    const key = `${example.leadClass} ${example.isWon}`;
    strata.set(key, [...(strata.get(key) ?? []), example]);
  }
  const parts = [...strata.values()].map((stratum) => splitStratum(random.shuffle(stratum), random));
  return { train: parts.flatMap((part) => part.train), test: parts.flatMap((part) => part.test) };
}

/** The latest fifth is the test: how the model fares on what comes after it. */
export function splitByTime(examples: readonly TrainingExample[]): TrainingSplit {
  const ordered = [...examples].sort((a, b) => a.profile.startedMs - b.profile.startedMs);
  const border = Math.round(ordered.length * (1 - TEST_SHARE));
  return { train: ordered.slice(0, border), test: ordered.slice(border) };
}

function splitStratum(stratum: readonly TrainingExample[], random: Random): TrainingSplit {
  const exact = stratum.length * TEST_SHARE;
  const border = Math.floor(exact) + (random.next() < exact % 1 ? 1 : 0);
  return { train: stratum.slice(border), test: stratum.slice(0, border) };
}
