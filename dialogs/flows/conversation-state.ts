/**
 * What the engine remembers between two turns, as the JSON string that the runtime stores. Read at the start of a step,
 * written at its end; an unreadable or future state becomes a fresh one, told honestly to the visitor.
 */
import type { DialogState as DialogStack } from 'botbuilder-dialogs';
import { z } from 'zod';
import type { BotPart, ExpectedAnswer, Locale } from '../../protocol/index.js';
import type { PausedFlows } from './paused-flows.js';

/** Raised when a stored state of the former shape can no longer be read. */
export const STATE_VERSION = 1;

export interface KnownValue {
  readonly value: string;
  readonly surface: string;
}

export interface ConversationState {
  readonly version: typeof STATE_VERSION;
  locale: Locale;
  turns: number;
  /** Dialog stack of botbuilder-dialogs. */
  readonly stack: DialogStack;
  expects: ExpectedAnswer;
  /** What the bot said last, for "say that again". */
  lastParts: readonly BotPart[];
  /** Response key -> how often it was said. */
  readonly said: Record<string, number>;
  /** Last value per understood slot name. */
  readonly known: Record<string, KnownValue>;
  /** Intents offered last: by a question "would you like ...?" or "did you mean ...?". */
  offered: readonly string[];
  /** Turns in a row that led nowhere. */
  misses: number;
  /** What a handoff interrupted. */
  paused?: PausedFlows;
  /** Keywords heard so far. */
  keywords?: readonly string[];
}

export type RestoredState =
  | { readonly kind: 'fresh'; readonly state: ConversationState }
  | { readonly kind: 'restored'; readonly state: ConversationState }
  /** There was a state that this release cannot continue. */
  | { readonly kind: 'lost'; readonly state: ConversationState };

const storedSchema = z.object({
  version: z.literal(STATE_VERSION),
  locale: z.string(),
  turns: z.number(),
  stack: z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) }),
  expects: z.object({ slot: z.string().optional(), form: z.string(), digits: z.number().optional() }),
  lastParts: z.array(z.unknown()),
  said: z.record(z.string(), z.number()),
  known: z.record(z.string(), z.object({ value: z.string(), surface: z.string() })),
  offered: z.array(z.string()),
  misses: z.number(),
  keywords: z.array(z.string()).optional(),
  paused: z
    .object({
      instances: z.array(z.object({ id: z.string(), state: z.unknown() })),
      isOffered: z.boolean(),
    })
    .optional(),
});

export const FREE: ExpectedAnswer = { form: 'free' };

export function freshState(locale: Locale): ConversationState {
  return {
    version: STATE_VERSION,
    locale,
    turns: 0,
    stack: { dialogStack: [] },
    expects: FREE,
    lastParts: [],
    said: {},
    known: {},
    offered: [],
    misses: 0,
  };
}

/** @param dialogIds dialogs that exist today; a stack that names another cannot be continued. */
export function restoreState(
  stored: string | undefined,
  locale: Locale,
  dialogIds: ReadonlySet<string>,
): RestoredState {
  if (stored === undefined) return { kind: 'fresh', state: freshState(locale) };
  const state = parseState(stored);
  if (state === undefined) return { kind: 'lost', state: freshState(locale) };
  const flows = [...state.stack.dialogStack, ...(state.paused?.instances ?? [])];
  if (flows.every((instance) => dialogIds.has(instance.id))) return { kind: 'restored', state };
  return {
    kind: 'lost',
    state: { ...freshState(state.locale), turns: state.turns, said: state.said, known: state.known },
  };
}

/** The state as it was stored, or undefined when this release cannot read it. */
export function parseState(stored: string): ConversationState | undefined {
  try {
    const parsed = storedSchema.safeParse(JSON.parse(stored));
    return parsed.success ? (parsed.data as ConversationState) : undefined;
  } catch {
    return undefined;
  }
}
