/** Leads to a turn: plays the recording from there where it can, else scrolls to it and lights it up for a moment. */
import { useContext } from 'react';
import { PlaybackContext } from './playback.js';

const LIT_FOR_MS = 1600;

/** Scrolls a caller's turn into view and marks it. */
export function lightTurn(turnId: string): void {
  const element =
    document.getElementById(`turn-caller-${turnId}`) ?? document.getElementById(`turn-assistant-${turnId}`);
  if (!element) return;
  element.scrollIntoView({ block: 'center', behavior: 'smooth' });
  element.classList.add('is-lit');
  setTimeout(() => element.classList.remove('is-lit'), LIT_FOR_MS);
}

export function useShowTurn(): (turnId: string, offsetMs?: number) => void {
  const playback = useContext(PlaybackContext);
  return (turnId, offsetMs) => {
    if (playback && offsetMs !== undefined) playback.playFrom(offsetMs);
    requestAnimationFrame(() => lightTurn(turnId));
  };
}
