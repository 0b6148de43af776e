/** The pack's words for a step that failed, for the runtime to say when the dialog engine itself cannot. Called by load-pack.ts. */
import type { DialogPack } from '../../dialogs/index.js';
import type { LocalizedText } from '../../protocol/index.js';

const KEY = 'step.failed';

/** Per locale the first wording that needs no values; undefined when there is none in any. */
export function apologyOf({ locales, responses }: DialogPack): LocalizedText | undefined {
  const entries = locales.flatMap((locale) => {
    const plain = responses[locale]?.[KEY]?.text.find((text) => !/[{}]/.test(text));
    return plain === undefined ? [] : [[locale, plain] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
