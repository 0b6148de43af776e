/** What holds for every call of a business, in all its languages; made from the pack and the settings by the role. */
import { type Locale, type LocalizedText, pickText } from '../../protocol/index.js';
import { type CallLimitSettings, DEFAULT_CALL_LIMIT } from './call-limit.js';
import type { SilenceSettings } from './silence-ladder.js';

export interface CallRules {
  /** The longest call. */
  readonly maxMs: number;
  /** Said when a call has lasted that long. */
  readonly timeLimit?: LocalizedText;
  /** Said one after the other while the caller says nothing. */
  readonly silence: readonly LocalizedText[];
}

/** A caller who says nothing for so long is let go, prompts included. */
const SILENT_CALL_MS = 60_000;

/** The rules as one call in `locale` needs them. */
export function rulesOf(
  rules: CallRules | undefined,
  locale: Locale,
): { readonly limit: CallLimitSettings; readonly silence: SilenceSettings } {
  if (rules === undefined) {
    return { limit: DEFAULT_CALL_LIMIT, silence: { afterMs: SILENT_CALL_MS, prompts: [] } };
  }
  const prompts = rules.silence.map((text) => pickText(text, locale));
  const goodbye = rules.timeLimit === undefined ? undefined : pickText(rules.timeLimit, locale);
  return {
    limit: { afterMs: rules.maxMs, goodbye },
    silence: { afterMs: Math.round(SILENT_CALL_MS / (prompts.length + 1)), prompts },
  };
}
