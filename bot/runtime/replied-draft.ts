/** The event `turn.replied` made from a bot turn: the reply's words are personal, how it came about is not. */
import type { BotTurn, EventDraft, Locale, LocalizedText, TurnId } from '../../protocol/index.js';
import { type ConversationId, pickText } from '../../protocol/index.js';

export function repliedDraft(bot: BotTurn, runtimeMs: number): EventDraft {
  const { understanding } = bot;
  return {
    kind: 'turn.replied',
    data: {
      turnId: bot.turnId,
      locale: bot.locale,
      ...(understanding === undefined
        ? {}
        : { intent: understanding.intent, confidence: understanding.confidence }),
      alternatives: understanding?.alternatives ?? [],
      ...(understanding?.parts && {
        wishes: understanding.parts.map(({ intent, confidence }) => ({ intent, confidence })),
      }),
      replyKeys: bot.parts.flatMap((part) => (part.kind === 'say' ? [part.key] : [])),
      why: bot.why,
      ...(bot.modelVersion === undefined ? {} : { modelVersion: bot.modelVersion }),
      runtimeMs: Math.round(runtimeMs * 10) / 10,
    },
    personal: { parts: bot.parts, slots: understanding?.slots ?? [] },
  };
}

const APOLOGY: LocalizedText = {
  en: 'Sorry, something went wrong on our side. Please say that again.',
  zh: '抱歉，我们这边出了点问题。请再说一遍。',
};

export interface ApologyRequest {
  readonly turnId: TurnId;
  readonly conversationId: ConversationId;
  readonly locale: Locale;
  /** The pack's own words, if it has them. */
  readonly words?: LocalizedText;
}

/** What the visitor hears when a step fails; the conversation goes on from the state before. */
export function apologise(request: ApologyRequest): BotTurn {
  const text = pickText(request.words ?? APOLOGY, request.locale);
  return {
    turnId: request.turnId,
    conversationId: request.conversationId,
    locale: request.locale,
    parts: [{ kind: 'say', key: 'runtime.apology', text, speech: text, citations: [] }],
    why: 'The step failed; the state is as it was before the turn.',
  };
}
