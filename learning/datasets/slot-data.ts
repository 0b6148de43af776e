/** Tagged sentences from JSONL `{tokens, tags}` and the SNIPS pair of files. Called by the command line and benchmarks. */
import { z } from 'zod';
import { dataProblem } from './data-problem.js';
import { type DataText, linesOf } from './data-text.js';
import { parseJsonLine } from './intent-data.js';

export interface SlotSentence {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
}

const rowSchema = z.object({
  tokens: z.array(z.string().min(1)).min(1),
  tags: z.array(z.string().regex(/^(O|[BI]-.+)$/, 'a tag is O, B-name or I-name')),
});

/** One sentence per line; Fault `learning.bad-data` for a tag that is not BIO or a line with unequal lengths. */
export function readSlotLines(data: DataText): SlotSentence[] {
  return linesOf(data).map(({ line, text }) => {
    const row = rowSchema.safeParse(parseJsonLine(data.file, line, text));
    if (!row.success) {
      const issue = row.error.issues[0]!;
      throw dataProblem({ file: data.file, line, column: 1 }, `"${issue.path.join('.')}": ${issue.message}`);
    }
    return checked(row.data, { file: data.file, line });
  });
}

/** SNIPS `seq.in` and `seq.out`: words and BIO tags separated by spaces. */
export function readSnipsSlots(words: DataText, tags: DataText): SlotSentence[] {
  const tagLines = linesOf(tags);
  return linesOf(words).map((entry, i) => {
    const tagLine = tagLines[i];
    if (!tagLine)
      throw dataProblem({ file: tags.file, line: tagLines.length + 1 }, 'tags are missing for an utterance');
    const sentence = { tokens: entry.text.trim().split(/\s+/), tags: tagLine.text.trim().split(/\s+/) };
    return checked(sentence, { file: tags.file, line: tagLine.line });
  });
}

function checked(
  sentence: SlotSentence,
  place: { readonly file: string; readonly line: number },
): SlotSentence {
  const { tokens, tags } = sentence;
  if (tokens.length === tags.length) return sentence;
  const column = Math.min(tokens.length, tags.length) + 1;
  throw dataProblem({ ...place, column }, `${tokens.length} tokens but ${tags.length} tags`);
}
