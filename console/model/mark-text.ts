/** The words of a quiet transcript line, in the rep's language: flows by the pack's titles, the rest by the console's words. Pure. */
import { assertNever, type ConsoleSession, pickText } from '../../protocol/index.js';
import type { Words } from '../words/en.js';
import { clockText, type TimeContext } from './clock-text.js';
import { plainName } from './plain-names.js';
import type { QuietMark } from './transcript.js';

export interface MarkReader {
  readonly words: Pick<Words, 'marks' | 'lead'>;
  readonly time: TimeContext;
  readonly flowTitles: ConsoleSession['flowTitles'];
}

/** A name that neither the pack nor the console translates is shown as plain words. */
export function markText({ event, atMs }: QuietMark, { words, time, flowTitles }: MarkReader): string {
  const { marks } = words;
  const flowName = (flow: string) => pickText(flowTitles[flow] ?? {}, time.language) || plainName(flow);
  const goalName = (goal: string) => words.lead.goals[goal] ?? plainName(goal);
  switch (event.kind) {
    case 'flow.started':
      return marks.flowStarted(flowName(event.data.flow));
    case 'flow.completed':
      return marks.flowCompleted(flowName(event.data.flow));
    case 'flow.abandoned':
      return marks.flowAbandoned(flowName(event.data.flow));
    case 'keyword.spotted':
      return marks.keyword(plainName(event.data.keyword), event.personal?.surface);
    case 'handoff.requested':
      return marks.handoff(marks.reasons[event.data.reason] ?? plainName(event.data.reason));
    case 'consent.recorded': {
      const scope = marks.scopes[event.data.scope] ?? event.data.scope;
      return event.data.isGranted ? marks.consentGiven(scope) : marks.consentRefused(scope);
    }
    case 'outcome.recorded': {
      const goal = goalName(event.data.goal);
      return event.data.isWon ? marks.won(goal) : marks.lost(goal);
    }
    case 'conversation.ended':
      return marks.ended(clockText(atMs, time));
    default:
      return assertNever(event);
  }
}
