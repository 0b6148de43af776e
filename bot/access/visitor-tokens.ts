/** What a visitor holds: a signed token bound to one workspace, conversation and contact. */
import { z } from 'zod';
import {
  type Clock,
  type ContactId,
  type ConversationId,
  Fault,
  toContactId,
  toConversationId,
  toWorkspaceId,
  type WorkspaceId,
} from '../../protocol/index.js';
import { createSealer } from './sealed-token.js';

export interface Visitor {
  readonly workspaceId: WorkspaceId;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
}

export interface VisitorTokens {
  issue(visitor: Visitor): string;
  /** @throws Fault `access.unauthenticated` when it is not ours or too old. */
  verify(token: unknown): Visitor;
}

const claims = z.strictObject({ w: z.string(), c: z.string(), k: z.string(), until: z.number() });
const LIFETIME_MS = 30 * 24 * 3600_000;

export function createVisitorTokens(secret: Uint8Array, clock: Clock): VisitorTokens {
  const sealer = createSealer(secret, 'visitor', claims);
  return {
    issue: ({ workspaceId, conversationId, contactId }) =>
      sealer.seal({ w: workspaceId, c: conversationId, k: contactId, until: clock.now() + LIFETIME_MS }),
    verify(token) {
      const opened = typeof token === 'string' ? sealer.open(token) : undefined;
      if (opened === undefined || opened.until < clock.now()) {
        throw new Fault('access.unauthenticated', 'A valid visitor token is needed.');
      }
      return {
        workspaceId: toWorkspaceId(opened.w),
        conversationId: toConversationId(opened.c),
        contactId: toContactId(opened.k),
      };
    },
  };
}
