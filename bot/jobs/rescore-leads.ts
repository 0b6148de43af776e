/**
 * Reads stored leads again with the models of now, newest first. Run by a server after a version became active or was rolled back, and at
 * its start; each lead keeps the versions that read it, so that a cut run goes on where it stopped. It changes no lead's place in its events.
 */
import { type LeadModels, type LeadPack, rescoreLead } from '../../leads/index.js';
import { type Clock, type ProgressListener, toFault, type WorkspaceId } from '../../protocol/index.js';
import type { BotStore, StaleLead } from '../store/index.js';

export interface RescoringParts {
  readonly store: Pick<BotStore, 'leads' | 'staleLeads' | 'countStaleLeads'>;
  readonly models: () => LeadModels;
  readonly pack: LeadPack;
  readonly workspaceId: WorkspaceId;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
  /** Hears of a lead that cannot be read again; the others go on. */
  readonly onFailure?: (error: unknown, lead: StaleLead) => void;
}

export interface Rescored {
  readonly done: number;
  /** Leads that could not be read again. */
  readonly failed: number;
}

const BATCH = 50;
const STAGE = 'rescoring leads';

/** Ends early when the signal aborts. When other models begin to serve meanwhile, it starts over with those. Faults of the store. */
export async function rescoreLeads(parts: RescoringParts): Promise<Rescored> {
  const { models, signal } = parts;
  const counted = { done: 0, failed: 0 };
  for (let readBy: string | undefined; readBy !== models().versions && !signal?.aborted; ) {
    readBy = models().versions;
    await readAll(parts, readBy, counted);
  }
  return counted;
}

/** Once through all leads that these versions have not read; stops when others serve. */
async function readAll(
  parts: RescoringParts,
  readBy: string,
  counted: { done: number; failed: number },
): Promise<void> {
  const { store, workspaceId, models, signal, onProgress } = parts;
  const earlier = counted.done + counted.failed;
  const total = earlier + (await store.countStaleLeads(workspaceId, readBy));
  let after: StaleLead | undefined;
  do {
    const batch = await store.staleLeads(workspaceId, { readBy, limit: BATCH, after });
    for (const lead of batch) {
      if (signal?.aborted || models().versions !== readBy) return;
      if (await readAgain(parts, lead)) counted.done += 1;
      else counted.failed += 1;
      const done = counted.done + counted.failed;
      onProgress?.({ stage: STAGE, done, total: Math.max(total, done) });
    }
    after = batch.at(-1);
  } while (after !== undefined);
}

/** An event that came in between has the lead read by the models of now already. */
async function readAgain(parts: RescoringParts, lead: StaleLead): Promise<boolean> {
  const { store, models, pack, clock, workspaceId, onFailure } = parts;
  try {
    await rescoreLead({ store: store.leads, models, pack, clock }, workspaceId, lead.conversationId);
    return true;
  } catch (thrown) {
    if (toFault(thrown).code === 'store.stale') return true;
    onFailure?.(thrown, lead);
    return false;
  }
}
