/** Tells listeners what was committed, in commit order. A listener that throws is reported and harms nobody else. */
import type { ConversationEvent, ScoredLead } from '../../protocol/index.js';
import type { EventFeed, EventListener, LeadListener } from './ports.js';

export class CommitFeed implements EventFeed {
  readonly #events = new Set<EventListener>();
  readonly #leads = new Set<LeadListener>();
  readonly #onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  onEvents(listener: EventListener): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  onLead(listener: LeadListener): () => void {
    this.#leads.add(listener);
    return () => this.#leads.delete(listener);
  }

  tellEvents(events: readonly ConversationEvent[]): void {
    for (const listener of this.#events) this.#guard(() => listener(events));
  }

  tellLead(lead: ScoredLead): void {
    for (const listener of this.#leads) this.#guard(() => listener(lead));
  }

  #guard(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
