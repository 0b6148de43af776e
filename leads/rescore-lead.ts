/**
 * Scores a stored lead again with the models and pack of now, from its stored profile. Called by jobs after a model became active;
 * the events are not needed, and the consumer's place in them does not move.
 */
import type { ConversationId, ScoredLead, WorkspaceId } from '../protocol/index.js';
import { type LeadConsumerSettings, read, scoreProfile } from './consumer.js';
import { decodeProfile } from './profile/profile-codec.js';

/** The new lead, or undefined when the conversation has no profile. Throws Fault `store.stale` when an event came in between: try again. */
export async function rescoreLead(
  settings: LeadConsumerSettings,
  workspaceId: WorkspaceId,
  conversationId: ConversationId,
): Promise<ScoredLead | undefined> {
  const { store, clock, onLead } = settings;
  const stored = await store.findProfile(workspaceId, conversationId);
  if (stored === undefined) return undefined;
  const profile = decodeProfile(stored.profile);
  const lead = scoreProfile(profile, { pack: read(settings.pack), models: read(settings.models), clock });
  await store.save(lead, stored, stored.lastSequence);
  onLead?.(lead);
  return lead;
}
