/** What leads/ needs from other rooms; bot/store and bot/roles plug them in. */
import type { ConversationEvent, ConversationId, ScoredLead, WorkspaceId } from '../protocol/index.js';

/** Folded state of one conversation between events; serialised by leads/, opaque to the store. */
export interface StoredProfile {
  readonly profile: string;
  readonly lastSequence: number;
}

/** Keeps profiles and leads. `save` writes both in one transaction. */
export interface LeadStore {
  findProfile(workspaceId: WorkspaceId, conversationId: ConversationId): Promise<StoredProfile | undefined>;
  findLead(workspaceId: WorkspaceId, conversationId: ConversationId): Promise<ScoredLead | undefined>;
  /** Throws Fault `store.stale` when the stored lastSequence is not `expectedSequence` (0 for the first). */
  save(lead: ScoredLead, profile: StoredProfile, expectedSequence: number): Promise<void>;
}

/** Where conversation events come from, in order per conversation, at least once. */
export interface EventHandler {
  /** Returns when the events' effects are stored; throwing makes the relay deliver them again. */
  handle(events: readonly ConversationEvent[]): Promise<void>;
}
