/**
 * One visitor's conversation: opens the visit, keeps the connection, sends turns and tells listeners the new state.
 * Called by the element and the view; it never draws and never reads the page.
 */
import {
  type Clock,
  type FaultPayload,
  type IdSource,
  MAX_TURN_CHARACTERS,
  type OpenVisitRequest,
  type VoiceUpdate,
} from '../../protocol/index.js';
import {
  type Change,
  type ConversationState,
  EMPTY_CONVERSATION,
  needsSync,
  type PendingTurn,
  reduceConversation,
} from './conversation-state.js';
import type { KeyStore } from './key-store.js';
import { createOutbox, type Outbox } from './outbox.js';
import { createTurnSender, type TurnSender } from './turn-sender.js';
import type { VisitEraser, VisitMemory, VisitOpener } from './visit.js';
import type { LinkOpener, VisitorLink, VisitorLinkListener } from './visitor-link.js';

const REOPEN_MS = 2_000;

export interface ConversationPorts {
  readonly openVisit: VisitOpener;
  readonly eraseVisit: VisitEraser;
  readonly openLink: LinkOpener;
  readonly memory: VisitMemory;
  readonly store: KeyStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Page, referrer and campaign of a conversation that opens now. */
  readonly context: () => Pick<OpenVisitRequest, 'page' | 'referrer' | 'campaign'>;
}

export interface VoiceListener {
  onUpdate(update: VoiceUpdate): void;
  onAudio(audio: ArrayBuffer): void;
  onLink(isConnected: boolean): void;
  onFault(fault: FaultPayload): void;
}

export class Conversation {
  readonly #ports: ConversationPorts;
  readonly #listeners = new Set<() => void>();
  #state: ConversationState;
  #locale: string;
  #outbox: Outbox | undefined;
  #sender: TurnSender | undefined;
  #link: VisitorLink | undefined;
  #voice: VoiceListener | undefined;
  #opening: AbortController | undefined;
  #cancelReopen: (() => void) | undefined;
  #isSyncing = false;

  constructor(ports: ConversationPorts, locale: string) {
    this.#ports = ports;
    this.#locale = locale;
    this.#state = { ...EMPTY_CONVERSATION, seenSequence: ports.memory.seenSequence };
  }

  get state(): ConversationState {
    return this.#state;
  }

  get locale(): string {
    return this.#locale;
  }

  /** The open connection, for the voice call. */
  get link(): VisitorLink | undefined {
    return this.#link;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Who hears voice messages; one call at a time. */
  listenToVoice(listener: VoiceListener | undefined): void {
    this.#voice = listener;
  }

  /** Opens or resumes the visit; does nothing while one is open or opening. */
  async start(): Promise<void> {
    const kind = this.#state.phase.kind;
    if (kind === 'loading' || kind === 'ready') return;
    await this.#open();
  }

  /** Queues what the visitor said. `full` when too much is unsent already, `empty` when there is nothing to send. */
  say(text: string, value?: string): 'queued' | 'full' | 'empty' {
    const trimmed = text.trim().slice(0, MAX_TURN_CHARACTERS);
    if (trimmed === '' || this.#sender === undefined) return 'empty';
    const turn = {
      turnId: this.#ports.ids.next(),
      text: trimmed,
      value,
      locale: this.#locale,
      atMs: this.#ports.clock.now(),
    };
    this.#apply({ kind: 'turn.queued', turn: { ...turn, status: 'waiting' } });
    if (this.#sender.add(turn)) return 'queued';
    this.#apply({ kind: 'turn.removed', turnId: turn.turnId });
    return 'full';
  }

  /** Sends a refused turn again, as a new turn. */
  retry(turn: PendingTurn): void {
    this.discard(turn.turnId);
    this.say(turn.text, turn.value);
  }

  discard(turnId: string): void {
    this.#outbox?.remove(turnId);
    this.#apply({ kind: 'turn.removed', turnId });
  }

  /** Everything up to now has been seen. */
  markSeen(): void {
    const sequence = this.#state.lastSequence;
    if (sequence <= this.#state.seenSequence) return;
    this.#ports.memory.seenSequence = sequence;
    this.#apply({ kind: 'conversation.seen', sequence });
  }

  /** Turns from now on carry this locale; a conversation in which the visitor said nothing yet opens anew in it. */
  async setLocale(locale: string): Promise<void> {
    if (locale === this.#locale) return;
    this.#locale = locale;
    this.#ports.memory.locale = locale;
    this.#notify();
    const { phase, entries, pending } = this.#state;
    const isSilent = pending.length === 0 && !entries.some((entry) => entry.kind === 'visitor');
    if (isSilent && phase.kind === 'ready') await this.reset();
  }

  /** Forgets this conversation on this device and, unless told otherwise, opens a new one. */
  async reset({ isReopened = true }: { readonly isReopened?: boolean } = {}): Promise<void> {
    this.#outbox?.clear();
    this.#close();
    this.#ports.memory.forget();
    this.#apply({ kind: 'conversation.reset' });
    if (isReopened) await this.start();
  }

  /** Has the visitor's data erased on the server, then forgets it here. False when the server did not; nothing is gone then. */
  async erase(): Promise<boolean> {
    const { token } = this.#ports.memory;
    if (token !== undefined && !(await this.#ports.eraseVisit(token))) return false;
    await this.reset();
    return true;
  }

  /** The browser says that the network is back. */
  online(): void {
    if (this.#state.phase.kind === 'failed') void this.start();
  }

  close(): void {
    this.#close();
    this.#listeners.clear();
  }

  async #open(): Promise<void> {
    this.#cancelReopen?.();
    this.#apply({ kind: 'visit.opening' });
    const opening = new AbortController();
    this.#opening = opening;
    const token = this.#ports.memory.token;
    const outcome = await this.#ports.openVisit(
      { ...this.#ports.context(), locale: this.#locale, token },
      opening.signal,
    );
    if (opening.signal.aborted) return;
    if (outcome.kind === 'token-refused') {
      this.#ports.memory.forget();
      return this.#open();
    }
    if (outcome.kind === 'failed') {
      this.#apply({ kind: 'visit.failed', code: outcome.code });
      return;
    }
    const { visit } = outcome;
    this.#ports.memory.token = visit.token;
    this.#connect(visit.conversationId, visit.token);
    const pending = this.#outbox?.list() ?? [];
    this.#apply({
      kind: 'visit.opened',
      visit,
      pending: pending.map((turn) => ({ ...turn, status: 'waiting' })),
    });
  }

  #connect(conversationId: string, token: string): void {
    this.#sender?.close();
    this.#link?.close();
    const { clock, store, openLink } = this.#ports;
    const outbox = createOutbox(store, conversationId);
    const link = openLink(token, this.#linkListener());
    this.#outbox = outbox;
    this.#link = link;
    this.#sender = createTurnSender({
      outbox,
      clock,
      emit: ({ turnId, text, value, locale }) => link.sendTurn({ turnId, text, value, locale }),
      onAccepted: (turnId) => this.#apply({ kind: 'turn.accepted', turnId }),
      onRefused: (turnId, fault) => this.#apply({ kind: 'turn.refused', turnId, fault }),
    });
  }

  #linkListener(): VisitorLinkListener {
    return {
      onConnected: () => void this.#connected(),
      onDisconnected: () => {
        this.#sender?.disconnected();
        this.#apply({ kind: 'link.changed', link: 'offline' });
        this.#voice?.onLink(false);
      },
      onRefused: () => {
        this.#cancelReopen?.();
        this.#cancelReopen = this.#ports.clock.schedule(REOPEN_MS, () => void this.#open());
      },
      onEvent: (event) => {
        this.#apply({ kind: 'event.received', event });
        if (needsSync(this.#state)) void this.#sync();
      },
      onProvisional: (reply) => this.#apply({ kind: 'reply.provisional', reply }),
      onTyping: (isTyping) => this.#apply({ kind: 'typing.changed', isTyping }),
      onFault: (fault) => this.#voice?.onFault(fault),
      onVoiceUpdate: (update) => this.#voice?.onUpdate(update),
      onVoiceAudio: (audio) => this.#voice?.onAudio(audio),
    };
  }

  async #connected(): Promise<void> {
    this.#apply({ kind: 'link.changed', link: 'online' });
    await this.#sync();
    this.#sender?.connected();
    this.#voice?.onLink(true);
  }

  async #sync(): Promise<void> {
    const link = this.#link;
    if (link === undefined || this.#isSyncing) return;
    this.#isSyncing = true;
    const answer = await link.sync(this.#state.lastSequence).catch(() => undefined);
    this.#isSyncing = false;
    if (answer?.ok && link === this.#link) this.#apply({ kind: 'events.synced', events: answer.events });
  }

  #apply(change: Change): void {
    const next = reduceConversation(this.#state, change);
    if (next === this.#state) return;
    this.#state = next;
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #close(): void {
    this.#cancelReopen?.();
    this.#opening?.abort();
    this.#sender?.close();
    this.#link?.close();
    this.#sender = undefined;
    this.#link = undefined;
    this.#outbox = undefined;
  }
}
