/** A turn pipeline that answers from a list and writes down what it was told, for tests of the voice session. */

import type { CutTurn, HeardTurn, PlayedTurn, VoiceTurns } from '../../bot/voice/ports.js';
import { type BotTurn, type ExpectedAnswer, toConversationId, toTurnId } from '../../protocol/index.js';

const conversationId = toConversationId('0198b0aa-0000-7000-8000-000000000001');

export interface ScriptedTurns extends VoiceTurns {
  readonly heard: HeardTurn[];
  readonly played: PlayedTurn[];
  readonly cut: CutTurn[];
  readonly ended: string[];
  readonly unasked: string[];
}

export function botTurn(id: string, speech: string, expects?: ExpectedAnswer): BotTurn {
  const part = { kind: 'say', key: id, text: speech, speech, citations: [] } as const;
  return { turnId: toTurnId(id), conversationId, locale: 'en', parts: [part], expects, why: 'scripted' };
}

export function scriptedTurns(opening: BotTurn | undefined, replies: readonly BotTurn[]): ScriptedTurns {
  const heard: HeardTurn[] = [];
  const played: PlayedTurn[] = [];
  const cut: CutTurn[] = [];
  const ended: string[] = [];
  const unasked: string[] = [];
  return {
    conversationId,
    heard,
    played,
    cut,
    ended,
    unasked,
    open: async () => opening,
    async understandAndReply(turn) {
      heard.push(turn);
      return replies[heard.length - 1] ?? botTurn(`extra-${heard.length}`, 'Anything else?');
    },
    async sayUnasked({ key, text }) {
      unasked.push(key);
      return botTurn(key, text);
    },
    recordPlayed: async (turn) => void played.push(turn),
    recordCut: async (turn) => void cut.push(turn),
    recordEnd: async (reason) => void ended.push(reason),
  };
}
