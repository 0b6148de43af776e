/** What every line of the transcript has: its time (a play button in calls), the speaker, and its states. */
import { type ReactNode, useContext } from 'react';
import { clockText, offsetText } from '../model/clock-text.js';
import type { TranscriptTurn } from '../model/transcript.js';
import { useTimeContext, useWords } from '../words/use-words.js';
import { turnKey, useFindState } from './find.js';
import { PlaybackContext } from './playback.js';

interface TurnFrameProps {
  readonly turn: TranscriptTurn;
  readonly isPlaying: boolean;
  readonly speaker: ReactNode;
  readonly children: ReactNode;
}

export function TurnFrame({ turn, isPlaying, speaker, children }: TurnFrameProps) {
  const find = useFindState();
  const key = turnKey(turn);
  const isFound = find?.matches[find.at] === key;
  const states = [isPlaying ? 'is-playing' : '', isFound ? 'is-lit' : '', `turn-${turn.kind}`];
  return (
    <article id={`turn-${key}`} className={`turn ${states.join(' ')}`} aria-current={isPlaying || undefined}>
      <TurnTime turn={turn} />
      <div className="turn-body" data-start={turn.startMs}>
        <div className="turn-speaker">{speaker}</div>
        {children}
      </div>
    </article>
  );
}

function TurnTime({ turn }: { readonly turn: TranscriptTurn }) {
  const words = useWords();
  const context = useTimeContext();
  const playback = useContext(PlaybackContext);
  if (!playback || turn.startMs === undefined) {
    return (
      <time className="turn-time" dateTime={new Date(turn.atMs).toISOString()}>
        {clockText(turn.atMs, context)}
      </time>
    );
  }
  const start = turn.startMs;
  const offset = offsetText(start);
  return (
    <button
      type="button"
      className="turn-time turn-time-button"
      aria-label={words.conversation.playFrom(offset)}
      title={words.conversation.playFrom(offset)}
      onClick={() => playback.playFrom(start)}
    >
      {offset}
    </button>
  );
}
