/**
 * What hearing a keyword of the pack does: an event per hit, a fact that flows may ask for, and the flow the pack ties to it.
 * Called once per step, before the turn is routed.
 */
import type { Flow } from '../pack/flow-file.js';
import { type MessageValue, plain } from '../responses/message-values.js';
import { dialogIdOf, type StepScene } from './engine-parts.js';
import { flowOfIntent } from './pack-flows.js';

/** Notes what was heard in this turn. */
export function noteKeywords({ understanding, state, drafts, turnId }: StepScene): void {
  const { keywords = [] } = understanding;
  for (const { keyword, match, surface } of keywords) {
    drafts.push({ kind: 'keyword.spotted', data: { keyword, match, turnId }, personal: { surface } });
  }
  if (keywords.length > 0)
    state.keywords = [...new Set([...(state.keywords ?? []), ...keywords.map(({ keyword }) => keyword)])];
}

/** The flow that a keyword of this turn begins; undefined where there is none or it is going on already. */
export function flowOfKeyword({ understanding, state, parts: { pack } }: StepScene): Flow | undefined {
  const flows = (understanding.keywords ?? []).flatMap(({ keyword }) => {
    const starts = pack.keywords[keyword]?.starts;
    return (starts !== undefined && flowOfIntent(pack, starts)) || [];
  });
  return flows.find((flow) => !state.stack.dialogStack.some(({ id }) => id === dialogIdOf(flow)));
}

/** `keyword_<name>`: whether it was heard in this conversation, for wordings and conditions. */
export function keywordValues({ state, parts: { pack } }: StepScene): Record<string, MessageValue> {
  return Object.fromEntries(
    Object.keys(pack.keywords).map((name) => [
      `keyword_${name}`,
      plain(state.keywords?.includes(name) ? 'yes' : 'no'),
    ]),
  );
}
