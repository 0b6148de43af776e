/**
 * How a command beside the server takes part in conversations: opens them, exchanges turns, records what happened around
 * them. Over the running server's control socket where one runs, in process where none does.
 */
import type { BotTurn, ChannelKind, ConversationId, Locale, ScoredLead } from '../../protocol/index.js';
import type { Runtime } from '../runtime/index.js';
import type { ConversationKey } from '../store/index.js';
import type { RecordingShelf } from '../voice/index.js';

export interface DeskOpening {
  readonly channel: Extract<ChannelKind, 'terminal' | 'phone'>;
  readonly locale?: Locale;
}

export interface OpenedAtDesk {
  readonly key: ConversationKey;
  /** Trace context of the conversation; whoever holds it sends it with every turn and event. */
  readonly traceparent: string;
  readonly bot: BotTurn;
}

export interface Desk extends Pick<Runtime, 'exchange' | 'record'> {
  open(opening: DeskOpening): Promise<OpenedAtDesk>;
  readonly recordings: RecordingShelf;
  /** The lead once everything so far is folded into it; undefined when that takes too long. */
  findLead(conversationId: ConversationId): Promise<ScoredLead | undefined>;
}
