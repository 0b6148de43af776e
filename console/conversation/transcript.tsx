/** The transcript: turns in order with day headings and quiet marks; follows the player unless the reader scrolls away. */
import { Button } from '@mantine/core';
import { Fragment, useContext, useEffect, useRef } from 'react';
import { useNow } from '../app/use-now.js';
import { dayNumber, dayText } from '../model/clock-text.js';
import type { TranscriptItem, TranscriptView } from '../model/transcript.js';
import { turnAt } from '../model/word-times.js';
import { Icon } from '../ui/icon.js';
import { EmptyNote } from '../ui/state-notes.js';
import { useTimeContext, useWords } from '../words/use-words.js';
import { AssistantLine } from './assistant-line.js';
import { CallerLine } from './caller-line.js';
import { turnKey, useFindState } from './find.js';
import { MarkLine } from './mark-line.js';
import { PlaybackContext, usePlayback } from './playback.js';

interface TranscriptProps {
  readonly view: TranscriptView;
  readonly contactName: string;
}

export function Transcript({ view, contactName }: TranscriptProps) {
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const playingKey = usePlayingKey(view);
  useFollow(scroller, playingKey);
  useLineClicks(scroller);
  useShowMatch();
  if (view.items.length === 0) return <EmptyNote text={words.conversation.empty} />;
  return (
    <div className="transcript-frame">
      <div
        className="transcript"
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={words.conversation.transcript}
      >
        {view.items.map((item, index) => (
          <Fragment key={item.sequence}>
            <DayHeading
              item={item}
              before={view.items[index - 1]}
              isCall={view.turns.some((turn) => turn.startMs !== undefined)}
            />
            <Line item={item} contactName={contactName} playingKey={playingKey} />
          </Fragment>
        ))}
        {view.hasEstimatedWords && <p className="transcript-note">{words.conversation.estimated}</p>}
      </div>
      <BackToPlaying />
    </div>
  );
}

interface LineProps {
  readonly item: TranscriptItem;
  readonly contactName: string;
  readonly playingKey: string;
}

function Line({ item, contactName, playingKey }: LineProps) {
  if (item.kind === 'mark') return <MarkLine mark={item} />;
  const isPlaying = turnKey(item) === playingKey;
  if (item.kind === 'caller')
    return <CallerLine turn={item} contactName={contactName} isPlaying={isPlaying} />;
  return <AssistantLine turn={item} isPlaying={isPlaying} />;
}

interface DayHeadingProps {
  readonly item: TranscriptItem;
  readonly before?: TranscriptItem;
  readonly isCall: boolean;
}

/** A chat shows its day at the top and wherever a new one begins; a call has its date in the head. */
function DayHeading({ item, before, isCall }: DayHeadingProps) {
  const context = useTimeContext();
  const now = useNow();
  const isSameDay =
    before && dayNumber(before.atMs, context.timeZone) === dayNumber(item.atMs, context.timeZone);
  if (isSameDay || (isCall && !before)) return null;
  return <h3 className="day-heading">{dayText(item.atMs, now, context)}</h3>;
}

/** Key of the turn that is heard; empty before the player was used. */
function usePlayingKey(view: TranscriptView): string {
  return usePlayback((state) => {
    if (state.positionMs === 0 && !state.isPlaying) return '';
    const turn = view.turns[turnAt(view.turns, state.positionMs)];
    return turn ? turnKey(turn) : '';
  }, '');
}

function useFollow(scroller: React.RefObject<HTMLDivElement | null>, playingKey: string): void {
  const playback = useContext(PlaybackContext);
  const isFollowing = usePlayback((state) => state.isFollowing, false);
  useEffect(() => {
    if (!isFollowing || playingKey === '') return;
    document.getElementById(`turn-${playingKey}`)?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [isFollowing, playingKey]);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !playback) return;
    const leave = () => playback.follow(false);
    element.addEventListener('wheel', leave, { passive: true });
    element.addEventListener('touchmove', leave, { passive: true });
    return () => {
      element.removeEventListener('wheel', leave);
      element.removeEventListener('touchmove', leave);
    };
  }, [scroller, playback]);
}

/** A click on the words of a line plays from there; the time button beside them does the same for the keyboard. */
function useLineClicks(scroller: React.RefObject<HTMLDivElement | null>): void {
  const playback = useContext(PlaybackContext);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !playback) return;
    const onClick = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (!target || target.closest('button, a, summary, details')) return;
      if (window.getSelection()?.isCollapsed === false) return;
      const start = target.closest<HTMLElement>('[data-start]')?.dataset.start;
      if (start !== undefined) playback.playFrom(Number(start));
    };
    element.addEventListener('click', onClick);
    return () => element.removeEventListener('click', onClick);
  }, [scroller, playback]);
}

function useShowMatch(): void {
  const find = useFindState();
  const key = find?.matches[find.at];
  useEffect(() => {
    if (key !== undefined) document.getElementById(`turn-${key}`)?.scrollIntoView({ block: 'center' });
  }, [key]);
}

function BackToPlaying() {
  const words = useWords();
  const playback = useContext(PlaybackContext);
  const isAway = usePlayback((state) => state.isPlaying && !state.isFollowing, false);
  if (!isAway) return null;
  return (
    <Button
      className="back-to-playing"
      size="sm"
      variant="default"
      leftSection={<Icon name="down" size={16} />}
      onClick={() => playback?.follow(true)}
    >
      {words.conversation.backToPlaying}
    </Button>
  );
}
