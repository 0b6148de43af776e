/** One thing that stands in the log: a turn of the visitor or the bot, or a change of state worth a line. Made from events by the reducer. */
import type { BotPart, ConversationEvent } from '../../protocol/index.js';

interface EntryFields {
  /** Sequence of the event it was made from. */
  readonly sequence: number;
  readonly atMs: number;
}

export type Entry =
  | (EntryFields & {
      readonly kind: 'visitor';
      readonly turnId: string;
      /** Undefined once erased. */
      readonly text: string | undefined;
      readonly isSpoken: boolean;
    })
  | (EntryFields & {
      readonly kind: 'bot';
      readonly turnId: string;
      readonly locale: string;
      /** Undefined once erased. */
      readonly parts: readonly BotPart[] | undefined;
      /** What was heard before the visitor spoke over it; undefined when nothing was cut. */
      readonly cutTo?: string;
    })
  | (EntryFields & { readonly kind: 'person-asked' })
  | (EntryFields & { readonly kind: 'ended' });

/** The entry an event makes, or undefined when it has nothing to show. */
export function entryOf(event: ConversationEvent): Entry | undefined {
  const { sequence, atMs } = event;
  switch (event.kind) {
    case 'turn.received': {
      const { turnId, inputKind } = event.data;
      return {
        kind: 'visitor',
        sequence,
        atMs,
        turnId,
        text: event.personal?.text,
        isSpoken: inputKind === 'speech',
      };
    }
    case 'turn.replied': {
      const { turnId, locale } = event.data;
      return { kind: 'bot', sequence, atMs, turnId, locale, parts: event.personal?.parts };
    }
    case 'handoff.requested':
      return { kind: 'person-asked', sequence, atMs };
    case 'conversation.ended':
      return { kind: 'ended', sequence, atMs };
    default:
      return undefined;
  }
}
