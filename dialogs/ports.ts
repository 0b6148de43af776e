/** What dialogs/ needs from other rooms; bot/roles plugs them in. */
import type { Citation, Locale } from '../protocol/index.js';

export type SourcedAnswer =
  | { readonly kind: 'answered'; readonly text: string; readonly citations: readonly Citation[] }
  | { readonly kind: 'abstained'; readonly bestScore: number };

/** Answers a question from the company's documents, or abstains. */
export interface AnswerSource {
  answer(question: string, locale: Locale, signal?: AbortSignal): Promise<SourcedAnswer>;
}

export type ActionOutcome =
  | { readonly kind: 'done'; readonly facts: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly reason: string };

/** Does what a flow ends in (place an order, book a visit). Called at most once in effect per idempotency key. */
export interface ActionRunner {
  run(
    action: string,
    slots: Readonly<Record<string, string>>,
    context: { readonly idempotencyKey: string; readonly locale: Locale; readonly signal?: AbortSignal },
  ): Promise<ActionOutcome>;
}
