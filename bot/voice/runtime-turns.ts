/** The turn runtime as a spoken conversation uses it: opens the conversation, exchanges turns, records what was played. */
import {
  type BotTurn,
  type ChannelKind,
  type IdSource,
  type Locale,
  type TurnId,
  toTurnId,
} from '../../protocol/index.js';
import type { Runtime } from '../runtime/index.js';
import type { ConversationKey } from '../store/index.js';
import type { VoiceTurns } from './ports.js';

export interface RuntimeTurnsSettings {
  readonly runtime: Pick<Runtime, 'exchange' | 'record'>;
  readonly ids: IdSource;
  readonly key: ConversationKey;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  /** On every turn and event of the call, as on its requests to the speech service. */
  readonly traceparent?: string;
  /** The bot's first words, where the conversation was opened for this call. */
  readonly opening?: BotTurn;
  /** False where the conversation goes on after the call. */
  readonly endsConversation: boolean;
}

export function createRuntimeTurns(settings: RuntimeTurnsSettings): VoiceTurns {
  const { runtime, ids, channel, locale, traceparent, opening } = settings;
  const { workspaceId, conversationId } = settings.key;
  const key: ConversationKey = { workspaceId, conversationId };
  const record = async (drafts: Parameters<Runtime['record']>[1]) => {
    await runtime.record(key, drafts, traceparent);
  };
  return {
    conversationId: key.conversationId,
    open: async () => opening,
    understandAndReply: ({ text, transcript }) => {
      const turnId: TurnId = toTurnId(ids.next());
      return runtime.exchange({
        ...key,
        turnId,
        channel,
        locale,
        traceparent,
        input: { kind: 'speech', text, transcript },
      });
    },
    async sayUnasked({ key: replyKey, text, why }) {
      const turnId = toTurnId(ids.next());
      const parts = [{ kind: 'say', key: replyKey, text, speech: text, citations: [] }] as const;
      const data = { turnId, locale, alternatives: [], replyKeys: [replyKey], why, runtimeMs: 0 };
      await record([{ kind: 'turn.replied', data, personal: { parts, slots: [] } }]);
      return { turnId, conversationId, locale, parts, why };
    },
    recordPlayed: (data) => record([{ kind: 'playback.finished', data }]),
    recordCut: ({ turnId, playedMs, playedText }) =>
      record([{ kind: 'playback.cut', data: { turnId, playedMs }, personal: { playedText } }]),
    recordEnd: async (reason) => {
      if (settings.endsConversation) await record([{ kind: 'conversation.ended', data: { reason } }]);
    },
  };
}
