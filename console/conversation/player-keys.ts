/** The keys of a conversation: Space and K play, J and L ten seconds, arrows turn by turn, slash finds. */
import { useEffect } from 'react';
import type { TranscriptView } from '../model/transcript.js';
import { turnAt } from '../model/word-times.js';
import { useFindState } from './find.js';
import type { Playback } from './playback.js';

const SKIP_MS = 10_000;
/** Controls that use keys themselves. */
const OWN_KEYS = 'input, textarea, select, [role=listbox], [role=tablist], [role=option], [contenteditable]';
/** Space presses these; the player must not take it from them. */
const PRESSABLE = 'button, a, summary, [role=button]';

export function usePlayerKeys(playback: Playback | undefined, view: TranscriptView): void {
  useEffect(() => {
    if (!playback) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest(OWN_KEYS) || (event.key === ' ' && target?.closest(PRESSABLE))) return;
      if (actOn(event.key, playback, view)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [playback, view]);
}

function actOn(key: string, playback: Playback, view: TranscriptView): boolean {
  switch (key.toLowerCase()) {
    case ' ':
    case 'k':
      playback.toggle();
      return true;
    case 'j':
      playback.skip(-SKIP_MS);
      return true;
    case 'l':
      playback.skip(SKIP_MS);
      return true;
    case 'arrowup':
      return stepTurn(playback, view, -1);
    case 'arrowdown':
      return stepTurn(playback, view, 1);
    default:
      return false;
  }
}

function stepTurn(playback: Playback, view: TranscriptView, step: 1 | -1): boolean {
  const heard = view.turns.filter((turn) => turn.startMs !== undefined);
  const next = heard[Math.max(0, turnAt(heard, playback.state.positionMs) + step)];
  if (next?.startMs === undefined) return false;
  playback.follow(true);
  playback.seek(next.startMs);
  return true;
}

/** Slash opens the search of the transcript, in chats as in calls. */
export function useFindKey(): void {
  const find = useFindState();
  const open = find?.open;
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || target?.closest('input, textarea')) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
}
