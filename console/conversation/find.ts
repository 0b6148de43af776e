/** Finding words in a transcript: which turns match, and which match is shown. Reads nothing but the view it is given. */
import { createContext, useContext, useMemo, useState } from 'react';
import { markdownText } from '../model/markdown-parts.js';
import type { TranscriptTurn, TranscriptView } from '../model/transcript.js';

export interface Find {
  readonly isOpen: boolean;
  readonly text: string;
  /** Keys of the matching turns, in order. */
  readonly matches: readonly string[];
  /** Index of the match that is shown; -1 when nothing matches. */
  readonly at: number;
  readonly open: () => void;
  readonly close: () => void;
  readonly search: (text: string) => void;
  readonly next: () => void;
}

export const FindContext = createContext<Find | undefined>(undefined);
export const useFindState = () => useContext(FindContext);

/** A turn and its reply share an id; the key keeps them apart. */
export const turnKey = (turn: TranscriptTurn) => `${turn.kind}-${turn.turnId}`;

/** The words of a turn as they are read. */
export function turnText(turn: TranscriptTurn): string {
  if (turn.kind === 'caller') return turn.text ?? '';
  const said = (turn.parts ?? []).flatMap((part) => (part.kind === 'say' ? [markdownText(part.text)] : []));
  return said.join(' ');
}

export function useFind(view: TranscriptView): Find {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [step, setStep] = useState(0);
  const matches = useMemo(() => {
    const needle = text.trim().toLocaleLowerCase();
    if (needle === '') return [];
    return view.turns.filter((turn) => turnText(turn).toLocaleLowerCase().includes(needle)).map(turnKey);
  }, [view, text]);
  return {
    isOpen,
    text,
    matches,
    at: matches.length === 0 ? -1 : step % matches.length,
    open: () => setOpen(true),
    close: () => {
      setOpen(false);
      setText('');
      setStep(0);
    },
    search: (next) => {
      setText(next);
      setStep(0);
    },
    next: () => setStep(step + 1),
  };
}
