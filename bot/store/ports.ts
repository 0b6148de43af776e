/**
 * What the runtime, the API and the relay need of a store. Every promise resolves after the write is durable.
 * The adapters are in `kysely/`; which database is behind them only `open-store.ts` knows.
 */
import type { DialogState } from '../../dialogs/index.js';
import type { LeadStore } from '../../leads/index.js';
import type {
  BotTurn,
  ChannelKind,
  ContactId,
  ConversationEvent,
  ConversationId,
  ConversationRow,
  EpochMs,
  EventDraft,
  InboundTurn,
  Locale,
  Overview,
  Page,
  RecordingId,
  RecordingInfo,
  ScoredLead,
  ShadowOpinion,
  TurnId,
  WorkspaceId,
} from '../../protocol/index.js';

export interface ConversationKey {
  readonly workspaceId: WorkspaceId;
  readonly conversationId: ConversationId;
}

export interface Conversation extends ConversationKey {
  readonly contactId: ContactId;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly pack: string;
  readonly isGenerated: boolean;
  readonly startedMs: EpochMs;
  readonly lastActiveMs: EpochMs;
  readonly endedMs?: EpochMs;
  /** Sequence of the newest stored event. */
  readonly lastSequence: number;
}

export interface NewConversation
  extends Pick<Conversation, 'workspaceId' | 'conversationId' | 'contactId' | 'channel' | 'locale' | 'pack'> {
  readonly isGenerated: boolean;
  readonly drafts: readonly EventDraft[];
  /** Absent when the engine failed to open: the first turn starts without a state. */
  readonly state?: DialogState;
  readonly traceparent?: string;
}

export type ReceiptKind = 'new' | 'again';

/** Outcome of COMMIT 1. `again`: the same turn was stored before; `isReplied` tells whether it was answered. */
export interface Receipt {
  readonly kind: ReceiptKind;
  readonly turnId: TurnId;
  readonly sequence: number;
  readonly isReplied: boolean;
}

/** A turn that was acknowledged and has no reply yet. */
export interface UnrepliedTurn {
  readonly turn: InboundTurn;
  readonly sequence: number;
}

export interface Reply extends ConversationKey {
  readonly turnId: TurnId;
  readonly bot: BotTurn;
  /** Absent when the step failed: the stored state stays as it was. */
  readonly state?: DialogState;
  /** Version of the state that the step started from; 0 when there was none. */
  readonly expectedVersion: number;
  readonly drafts: readonly EventDraft[];
  readonly traceparent?: string;
}

export interface StoredState {
  readonly state: DialogState | undefined;
  readonly version: number;
}

export interface TurnStore {
  /**
   * COMMIT 1: stores `turn.received` and its outbox row. Throws Fault `turn.conflict` when the id was used with other
   * content, `conversation.not-found` when the workspace has no such conversation.
   */
  receive(turn: InboundTurn): Promise<Receipt>;
  /**
   * COMMIT 2: state (compare-and-swap), events, reply and outbox rows in one transaction. Throws Fault `store.stale`
   * when the state has another version. A turn that already has its reply is left as it is.
   */
  reply(reply: Reply): Promise<void>;
  findReply(workspaceId: WorkspaceId, turnId: TurnId): Promise<BotTurn | undefined>;
  /** Oldest first within each conversation. */
  listUnreplied(limit: number): Promise<readonly UnrepliedTurn[]>;
  readState(key: ConversationKey): Promise<StoredState>;
}

export interface Conversations {
  /** Contact, conversation, first events and first state in one transaction. */
  open(conversation: NewConversation): Promise<readonly ConversationEvent[]>;
  find(key: ConversationKey): Promise<Conversation | undefined>;
  /** Events that no turn caused: playback, recordings, the end. Throws Fault `conversation.not-found`. */
  append(
    key: ConversationKey,
    drafts: readonly EventDraft[],
    traceparent?: string,
  ): Promise<readonly ConversationEvent[]>;
  /** Events with a sequence above `since`, in order. */
  eventsSince(key: ConversationKey, since: number): Promise<readonly ConversationEvent[]>;
}

export interface Outbox {
  /** Unpublished events, in order per conversation, leaving out the conversations in `except`. */
  read(limit: number, except: ReadonlySet<ConversationId>): Promise<readonly ConversationEvent[]>;
  /** The events' effects are stored: they are not delivered again. */
  publish(events: readonly ConversationEvent[]): Promise<void>;
  count(): Promise<number>;
}

/** Hears every event after its commit, in commit order; a listener that throws is logged and left behind. */
export type EventListener = (events: readonly ConversationEvent[]) => void;
export type LeadListener = (lead: ScoredLead) => void;

export interface EventFeed {
  onEvents(listener: EventListener): () => void;
  onLead(listener: LeadListener): () => void;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
  readonly query?: string;
  readonly channel?: ChannelKind;
  readonly leadClass?: string;
}

/** What the console reads. */
export interface ConsoleReader {
  conversations(workspaceId: WorkspaceId, request: PageRequest): Promise<Page<ConversationRow>>;
  findRow(key: ConversationKey): Promise<ConversationRow | undefined>;
  leads(workspaceId: WorkspaceId, request: PageRequest): Promise<Page<ScoredLead>>;
  findLeadById(workspaceId: WorkspaceId, leadId: string): Promise<ScoredLead | undefined>;
  overview(workspaceId: WorkspaceId): Promise<Overview>;
}

export interface StoredRecording extends Omit<RecordingInfo, 'url'> {
  readonly conversationId: ConversationId;
  /** Absolute path of the WAV file. */
  readonly path: string;
  readonly sizeBytes: number;
}

export interface NewRecording extends ConversationKey {
  readonly recordingId: RecordingId;
  /** Where the WAV file is now; it stays there. Must lie under the store's recordings folder. */
  readonly path: string;
}

export interface Recordings {
  /** Folder for the WAV files of this store. */
  readonly folder: string;
  /** Reads the file's length and peaks, stores them and the event `recording.stored`. PCM16 WAV, 1 or 2 channels. */
  add(recording: NewRecording): Promise<StoredRecording>;
  /** Removes files that no conversation knows, left by a process killed during a call; resolves with their number. */
  removeOrphans(nowMs: EpochMs): Promise<number>;
  find(workspaceId: WorkspaceId, recordingId: RecordingId): Promise<StoredRecording | undefined>;
  findOfConversation(key: ConversationKey): Promise<StoredRecording | undefined>;
}

/** How many rows of each kind one erasure removed. */
export interface ErasureReceipt {
  readonly contactId: ContactId;
  readonly conversations: number;
  readonly personalEvents: number;
  readonly turns: number;
  readonly leads: number;
  readonly recordings: number;
}

export interface LeadSampleRequest {
  /** Leads active since then. */
  readonly sinceMs: EpochMs;
  readonly limit: number;
}

export interface LeadSample {
  /** As leads/ encodes it. */
  readonly profile: string;
  readonly score: ScoredLead['score'];
  /** Whether the goal was reached, where that is known. */
  readonly isWon?: boolean;
}

/** A lead that other models read than those of now. */
export interface StaleLead {
  readonly conversationId: ConversationId;
  readonly lastActiveMs: EpochMs;
}

export interface StaleLeadRequest {
  /** Versions of now. */
  readonly readBy: string;
  readonly limit: number;
  /** Only leads after this one. */
  readonly after?: StaleLead;
}

/** The two versions of a trial. */
export interface TrialOf {
  readonly model: string;
  readonly active: string;
  readonly challenger: string;
}

export interface TimedReading extends ShadowOpinion {
  readonly ms: number;
}

/** What both versions of a trial made of the same thing; without its words. */
export interface ShadowReading {
  readonly trial: TrialOf;
  readonly conversationId: ConversationId;
  /** Turn id of an utterance, last sequence of a lead: the same moment again replaces its reading. */
  readonly moment: string;
  readonly atMs: EpochMs;
  readonly active: TimedReading;
  readonly challenger: TimedReading;
}

export interface KnownOutcome {
  readonly atMs: EpochMs;
  readonly isWon: boolean;
}

export interface ShadowReadings {
  add(workspaceId: WorkspaceId, readings: readonly ShadowReading[]): Promise<void>;
  /** Newest first. */
  list(workspaceId: WorkspaceId, trial: TrialOf): Promise<readonly ShadowReading[]>;
}

export interface BotStore {
  /** Leads with profile and outcome, newest first. */
  leadSamples(workspaceId: WorkspaceId, request: LeadSampleRequest): Promise<readonly LeadSample[]>;
  /** Leads that other models read, newest first. */
  staleLeads(workspaceId: WorkspaceId, request: StaleLeadRequest): Promise<readonly StaleLead[]>;
  countStaleLeads(workspaceId: WorkspaceId, readBy: string): Promise<number>;
  /** Last known outcome per conversation, of those recorded since then, oldest first. */
  knownOutcomes(
    workspaceId: WorkspaceId,
    sinceMs: EpochMs,
  ): Promise<ReadonlyMap<ConversationId, KnownOutcome>>;
  readonly turns: TurnStore;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly leads: LeadStore;
  readonly recordings: Recordings;
  readonly console: ConsoleReader;
  readonly shadowReadings: ShadowReadings;
  readonly feed: EventFeed;
  /** Removes every personal payload of a contact; history without the person stays. Throws `conversation.not-found`. */
  eraseContact(workspaceId: WorkspaceId, contactId: ContactId): Promise<ErasureReceipt>;
  /** Writes waiting for the next commit. */
  readonly waitingWrites: number;
  /** Answers when the database does; throws Fault `store.unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
