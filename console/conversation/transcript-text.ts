/** A transcript as plain text for the clipboard: one line per turn, time first. */
import { clockText, offsetText, type TimeContext } from '../model/clock-text.js';
import type { TranscriptView } from '../model/transcript.js';
import type { Words } from '../words/en.js';
import { turnText } from './find.js';

interface Reader {
  readonly words: Words;
  readonly context: TimeContext;
  readonly name: string;
}

export function transcriptText(view: TranscriptView, { words, context, name }: Reader): string {
  const head = view.isGenerated ? [words.generatedHint, ''] : [];
  const lines = view.turns.map((turn) => {
    const time = turn.startMs === undefined ? clockText(turn.atMs, context) : offsetText(turn.startMs);
    const who = turn.kind === 'caller' ? name || words.conversation.visitor : words.conversation.assistant;
    const cut = turn.kind === 'assistant' && turn.cut ? ` [${words.conversation.cut}]` : '';
    const said =
      turn.kind === 'assistant' && turn.cut?.playedText !== undefined ? turn.cut.playedText : turnText(turn);
    return `${time}  ${who}: ${said === '' ? words.conversation.erased : said}${cut}`;
  });
  return [...head, ...lines].join('\n');
}
