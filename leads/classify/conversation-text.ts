/**
 * The text of a conversation as the class model reads it: the visitor's words, and the understood intents.
 * Called by classification and its training, so that both see the same.
 */
import type { ClassifyInput } from '../../learning/index.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { intentVector } from './intent-vector.js';

/** Beyond this many UTF-16 units more words say nothing new about the class. */
const LONGEST = 4000;

/** @param utterances how many of the first utterances count; all when absent. */
export function conversationText(profile: ConversationProfile, utterances?: number): ClassifyInput {
  const heard = profile.utterances.slice(0, utterances).filter((utterance) => utterance.text !== '');
  const turns = new Set<string>(heard.map((utterance) => utterance.turnId));
  const intents = profile.intents.filter((each) => turns.has(each.turnId));
  return {
    text: heard
      .map((utterance) => utterance.text)
      .join('\n')
      .slice(0, LONGEST),
    ...intentInput(intents.map((each) => each.intent)),
  };
}

/** The same of an example that is one utterance long. */
export function utteranceText(text: string, intent: string | undefined): ClassifyInput {
  return { text, ...intentInput(intent === undefined ? [] : [intent]) };
}

function intentInput(intents: readonly string[]): Pick<ClassifyInput, 'context' | 'dense'> {
  return {
    context: [...new Set(intents.map((intent) => `intent:${intent}`))],
    dense: intentVector(intents),
  };
}
