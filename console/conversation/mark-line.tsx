/** A quiet line of the transcript: a flow began or ended, consent, an outcome, the end. */
import { assertNever } from '../../protocol/index.js';
import { clockText, type TimeContext } from '../model/clock-text.js';
import { plainName } from '../model/plain-names.js';
import type { QuietMark } from '../model/transcript.js';
import type { Words } from '../words/en.js';
import { useTimeContext, useWords } from '../words/use-words.js';

export function MarkLine({ mark }: { readonly mark: QuietMark }) {
  const words = useWords();
  const context = useTimeContext();
  return <p className="mark-line">{markText(mark, words, context)}</p>;
}

function markText({ event, atMs }: QuietMark, { marks }: Words, context: TimeContext): string {
  switch (event.kind) {
    case 'flow.started':
      return marks.flowStarted(plainName(event.data.flow));
    case 'flow.completed':
      return marks.flowCompleted(plainName(event.data.flow));
    case 'flow.abandoned':
      return marks.flowAbandoned(plainName(event.data.flow));
    case 'handoff.requested':
      return marks.handoff(plainName(event.data.reason));
    case 'consent.recorded': {
      const scope = marks.scopes[event.data.scope] ?? event.data.scope;
      return event.data.isGranted ? marks.consentGiven(scope) : marks.consentRefused(scope);
    }
    case 'outcome.recorded':
      return event.data.isWon
        ? marks.won(plainName(event.data.goal))
        : marks.lost(plainName(event.data.goal));
    case 'conversation.ended':
      return marks.ended(clockText(atMs, context));
    default:
      return assertNever(event);
  }
}
