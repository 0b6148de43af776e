/**
 * An example utterance with its slots marked inline, `buy an [iPhone 15](product)`, taken apart into plain text and spans.
 * Called when a pack is read; never called on what a visitor says.
 */
import { Fault } from '../../protocol/index.js';

export interface SlotSpan {
  readonly slot: string;
  /** UTF-16 offsets into the plain text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface AnnotatedUtterance {
  readonly text: string;
  readonly spans: readonly SlotSpan[];
}

const MARK = /\[([^[\]]+)\]\(([a-z][a-z0-9_]*)\)/g;

/** Takes `[surface](slot)` marks out of an utterance. Throws Fault `pack.invalid` when a bracket is left over. */
export function parseAnnotated(utterance: string): AnnotatedUtterance {
  const spans: SlotSpan[] = [];
  let text = '';
  let from = 0;
  for (const match of utterance.matchAll(MARK)) {
    text += utterance.slice(from, match.index);
    const surface = match[1]!;
    spans.push({ slot: match[2]!, start: text.length, end: text.length + surface.length });
    text += surface;
    from = match.index + match[0].length;
  }
  text += utterance.slice(from);
  if (/[[\]]/.test(text)) {
    throw new Fault('pack.invalid', `The slot marks of "${utterance}" are not of the form [words](slot).`, {
      fields: { utterance },
    });
  }
  return { text, spans };
}
