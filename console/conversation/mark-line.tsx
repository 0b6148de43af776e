/** A quiet line of the transcript: a flow began or ended, consent, an outcome, the end. */
import { markText } from '../model/mark-text.js';
import type { QuietMark } from '../model/transcript.js';
import { useFlowTitles } from '../wire/queries.js';
import { useTimeContext, useWords } from '../words/use-words.js';

export function MarkLine({ mark }: { readonly mark: QuietMark }) {
  const words = useWords();
  const time = useTimeContext();
  const flowTitles = useFlowTitles();
  return <p className="mark-line">{markText(mark, { words, time, flowTitles })}</p>;
}
