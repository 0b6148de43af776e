/** Words of the pack that others than the dialog engine say: the runtime after a failed step, a call by itself. Called by load-pack.ts. */
import type { DialogPack } from '../../dialogs/index.js';
import type { LocalizedText } from '../../protocol/index.js';

export interface PackWords {
  /** For the runtime to say when the dialog engine itself cannot. */
  readonly apology?: LocalizedText;
  /** Said when a call has lasted as long as calls may. */
  readonly timeLimit?: LocalizedText;
  /** Said one after the other to a caller who says nothing. */
  readonly silence: readonly LocalizedText[];
}

/** More prompts than this only annoy. */
const MOST_PROMPTS = 3;

/** Wordings that need values (`{business}`) are left out: nobody fills them here. */
export function packWordsOf(pack: DialogPack): PackWords {
  return {
    apology: wordsOf(pack, 'step.failed', 'text')[0],
    timeLimit: wordsOf(pack, 'voice.time_limit', 'speech')[0],
    silence: wordsOf(pack, 'voice.silence', 'speech').slice(0, MOST_PROMPTS),
  };
}

/** The n-th entry holds the n-th plain wording of every locale that has so many. */
function wordsOf(
  { locales, responses }: DialogPack,
  key: string,
  form: 'text' | 'speech',
): readonly LocalizedText[] {
  const found: Record<string, string>[] = [];
  for (const locale of locales) {
    const response = responses[locale]?.[key];
    const plain = (response?.[form] ?? response?.text ?? []).filter((text) => !/[{}]/.test(text));
    plain.forEach((text, i) => {
      found[i] = { ...found[i], [locale]: text };
    });
  }
  return found;
}
