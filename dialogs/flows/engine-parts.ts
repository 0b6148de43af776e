/** What the files of flows/ share: the settings an engine is made of, and the scene of one step. */
import type {
  ChannelKind,
  EpochMs,
  EventDraft,
  Locale,
  TurnId,
  Understanding,
} from '../../protocol/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Flow } from '../pack/flow-file.js';
import type { SlotRole } from '../pack/slots-file.js';
import type { ActionRunner, AnswerSource } from '../ports.js';
import type { ResponseRenderer } from '../responses/response-renderer.js';
import type { CatalogIndex } from '../understanding/catalog-index.js';
import { readsOf, type SlotRoles } from '../understanding/slot-roles.js';
import type { Understander } from '../understanding/understander.js';
import type { ConversationState } from './conversation-state.js';
import type { Reply } from './reply.js';

export interface EngineParts {
  readonly pack: DialogPack;
  readonly understander: Understander;
  readonly answers: AnswerSource;
  readonly actions: ActionRunner;
  readonly renderer: ResponseRenderer;
  readonly catalog: CatalogIndex;
  readonly roles: SlotRoles;
  /** Varies wordings between conversations; the same seed gives the same words. */
  readonly seed: number;
}

/** Everything one step works with; made anew for each turn. */
export interface StepScene {
  readonly parts: EngineParts;
  readonly state: ConversationState;
  readonly understanding: Understanding;
  /** The visitor's words; where one turn holds several wishes, those of the wish at hand. */
  readonly text: string;
  /** All the visitor said in this turn. */
  readonly said: string;
  /** Another wish of the same turn is answered after this one, so nothing is offered or asked for below it. */
  readonly isFollowed?: boolean;
  readonly turnId: TurnId;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly now: EpochMs;
  readonly reply: Reply;
  readonly drafts: EventDraft[];
  readonly signal?: AbortSignal;
}

/** A wish of a turn that held several: what was said for it, until its flow begins. */
export interface WaitingWish {
  readonly text: string;
  readonly understanding: Understanding;
}

/** What a flow remembers while it runs; stored in the dialog stack, so plain JSON. */
export interface FlowProgress {
  readonly slots: Record<string, string>;
  /** The visitor's own words per filled slot. */
  readonly surfaces: Record<string, string>;
  stage: 'collecting' | 'confirming' | 'changing';
  asked?: string;
  /** Failed tries of the asked slot. */
  tries: number;
  /** Slots the visitor chose to leave empty. */
  readonly skipped: string[];
  /** Slot -> products that the visitor's words for it could mean, until one of them is chosen. */
  meant?: Record<string, readonly string[]>;
  /** The flow has not begun: another wish of the same turn comes first. */
  waiting?: WaitingWish;
}

export const newProgress = (): FlowProgress => ({
  slots: {},
  surfaces: {},
  stage: 'collecting',
  tries: 0,
  skipped: [],
});

/** The value that a flow holds for a role of slots.yaml: how many, from which maker. */
export function valueOfRole(
  role: SlotRole,
  {
    flow,
    progress,
    roles,
  }: { readonly flow: Flow; readonly progress: FlowProgress; readonly roles: SlotRoles },
): string | undefined {
  const slot = flow.slots.find((other) => readsOf(other).some((name) => roles.roleOf(name) === role));
  return slot && progress.slots[slot.name];
}

/** Flows worth an event: those that collect something or do something. */
export const isTracked = (flow: Flow) =>
  flow.slots.some((slot) => !slot.optional) ||
  flow.finish.some((step) => step.kind === 'action' || step.kind === 'handoff');

/** The id a flow has on the dialog stack; a new version is another dialog. */
export const dialogIdOf = (flow: Flow) => `${flow.flow}@${flow.version}`;
