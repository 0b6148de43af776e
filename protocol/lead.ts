/** A lead through its life: RawLead (as heard) -> CleanLead (validated) -> ScoredLead (classified, scored, segmented). */
import type { ContactId, ConversationId, LeadId, SegmentId, TurnId, WorkspaceId } from './ids.js';
import type { Locale, LocalizedText } from './locale.js';
import type { ChannelKind } from './turn.js';

/** The moment in a conversation that a statement rests on. */
export interface Evidence {
  readonly conversationId: ConversationId;
  readonly turnId: TurnId;
  /** Milliseconds into the recording, where there is one. */
  readonly offsetMs?: number;
}

export interface HeardFact {
  /** Slot or topic: `product`, `budget`, `date`. */
  readonly name: string;
  readonly value: string;
  readonly surface: string;
  /** The value in every language of the pack (`iphone-15` as "iPhone 15"); absent where the words themselves are the value. */
  readonly label?: LocalizedText;
  readonly evidence: Evidence;
}

/** `agreed`: confirmed and done; `open`: not finished; `given-up`: broken off; `asked`: a question, answered or not. */
export const WISH_STAGES = ['agreed', 'open', 'given-up', 'asked'] as const;
export type WishStage = (typeof WISH_STAGES)[number];

/** One thing the visitor was after: what belongs to it and nothing that was said of another. */
export interface Wish {
  /** The flow, or the intent where no flow began: `buy_phone`. */
  readonly purpose: string;
  readonly stage: WishStage;
  readonly text: LocalizedText;
  /** Where it began. */
  readonly evidence: Evidence;
}

export interface ContactFields {
  readonly name?: string;
  /** E.164 once cleaned. */
  readonly phone?: string;
  readonly email?: string;
  readonly company?: string;
  readonly address?: string;
}

export interface RawLead {
  readonly leadId: LeadId;
  readonly workspaceId: WorkspaceId;
  readonly contactId: ContactId;
  readonly conversationId: ConversationId;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly isGenerated: boolean;
  readonly contact: ContactFields;
  readonly heard: readonly HeardFact[];
  readonly startedMs: number;
  readonly lastActiveMs: number;
}

/** One change that cleaning made or refused, so that nothing is altered in silence. */
export interface CleaningNote {
  readonly field: string;
  readonly kind: 'changed' | 'flagged';
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

export interface CleanLead extends RawLead {
  readonly cleaning: readonly CleaningNote[];
}

export const LEAD_CLASSES = ['sales', 'service', 'complaint', 'partner', 'job', 'spam', 'other'] as const;
export type LeadClass = (typeof LEAD_CLASSES)[number];
/** What lists and reports say of a lead whose class is a guess. */
export const UNCLEAR_CLASS = 'unclear';

export interface Classification {
  readonly label: LeadClass;
  readonly confidence: number;
  /** False where the confidence is one at which held-out conversations were often something else: the label is a guess then. */
  readonly isCertain: boolean;
  readonly alternatives: readonly { readonly label: LeadClass; readonly confidence: number }[];
  readonly modelVersion: string;
}

/** The class as lists, filters and reports have it. */
export const shownClass = ({ label, isCertain }: Classification): LeadClass | typeof UNCLEAR_CLASS =>
  isCertain ? label : UNCLEAR_CLASS;

export interface ScoreReason {
  readonly feature: string;
  /** Signed share of the probability; base + all contributions = value. */
  readonly contribution: number;
  readonly text: LocalizedText;
  /** `history` where the reason does not come from this conversation. */
  readonly source: 'conversation' | 'history';
  readonly evidence?: Evidence;
}

export type LeadScore =
  | {
      readonly kind: 'scored';
      /** Calibrated probability of the goal within its window, 0..1. */
      readonly value: number;
      readonly low: number;
      readonly high: number;
      /** Average probability that the reasons start from. */
      readonly base: number;
      /** Sorted by size, largest first; complete. */
      readonly reasons: readonly ScoreReason[];
      readonly goal: string;
      readonly windowDays: number;
      /** Probability from which the company calls a lead ready for sales. */
      readonly salesLine: number;
      readonly readiness: 'ready' | 'look' | 'not-yet';
      readonly modelVersion: string;
      /** Share of held-out leads whose outcome rate fell into such intervals; absent when not measured. */
      readonly coverage?: number;
      /** Conversions the model was trained on; below 120 the screen says so. */
      readonly trainedOnConversions: number;
      readonly isTrainedOnGenerated: boolean;
    }
  | { readonly kind: 'insufficient'; readonly why: LocalizedText };

export interface SegmentMembership {
  readonly segmentId: SegmentId;
  readonly name: LocalizedText;
  /** What sets the segment apart, strongest first; true of most of its members. */
  readonly traits: readonly LocalizedText[];
  /** Those of the traits that are true of this lead. */
  readonly shown: readonly LocalizedText[];
  readonly modelVersion: string;
}

export interface ScoredLead extends CleanLead {
  readonly classification: Classification;
  readonly score: LeadScore;
  readonly segment?: SegmentMembership;
  /** Primary first: what was agreed before what was not, then by the pack's order of importance. */
  readonly wishes: readonly Wish[];
  /** One line a rep reads first: the primary wish, else the visitor's own words in their language alone. */
  readonly headline: LocalizedText;
  /** Last event folded in; a redelivered event with a lower or equal sequence changes nothing. */
  readonly lastSequence: number;
  /** Versions of the models that read it, together; absent in leads of releases that did not say. */
  readonly readBy?: string;
  readonly updatedMs: number;
}
