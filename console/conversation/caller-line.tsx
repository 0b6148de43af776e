/** A visitor's turn: the words with slots marked and, while it plays, the word being spoken; the intent below. */
import { Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { langOf, plainName } from '../model/plain-names.js';
import { type SlotRun, segmentText } from '../model/text-segments.js';
import type { CallerTurn } from '../model/transcript.js';
import { wordAt } from '../model/word-times.js';
import { IntentTag, Run } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';
import { usePlayback } from './playback.js';
import { TurnFrame } from './turn-frame.js';

interface CallerLineProps {
  readonly turn: CallerTurn;
  readonly contactName: string;
  readonly isPlaying: boolean;
}

export function CallerLine({ turn, contactName, isPlaying }: CallerLineProps) {
  const words = useWords();
  const name = contactName === '' ? words.conversation.visitor : contactName;
  return (
    <TurnFrame turn={turn} isPlaying={isPlaying} speaker={<Run text={name} />}>
      {turn.text === undefined ? (
        <p className="turn-erased">{words.conversation.erased}</p>
      ) : (
        <CallerWords turn={turn} text={turn.text} isPlaying={isPlaying} />
      )}
      {(turn.intent !== undefined || turn.inputKind === 'choice') && (
        <div className="turn-tags">
          {turn.intents.map(({ intent, confidence }) => (
            <IntentTag key={intent} intent={intent} confidence={confidence} />
          ))}
          {turn.inputKind === 'choice' && <span className="quiet-tag">{words.conversation.chose}</span>}
        </div>
      )}
    </TurnFrame>
  );
}

interface CallerWordsProps {
  readonly turn: CallerTurn;
  readonly text: string;
  readonly isPlaying: boolean;
}

function CallerWords({ turn, text, isPlaying }: CallerWordsProps) {
  const runs = useMemo(() => segmentText(text, turn.slots, turn.words), [text, turn.slots, turn.words]);
  const spoken = usePlayback((state) => (isPlaying ? wordAt(turn.words, state.positionMs) : -1), -1);
  return (
    <p className="turn-words" lang={langOf(text)}>
      {runs.map((run) =>
        run.slot ? (
          <SlotMark key={run.start} run={run} spoken={spoken} />
        ) : (
          <Segments key={run.start} run={run} spoken={spoken} />
        ),
      )}
    </p>
  );
}

interface RunProps {
  readonly run: SlotRun;
  /** Index of the word being spoken; -1 when the turn does not play. */
  readonly spoken: number;
}

function SlotMark({ run, spoken }: RunProps) {
  const words = useWords();
  if (!run.slot) return null;
  const { name, surface, value } = run.slot;
  const label = `${words.lead.slots[name] ?? plainName(name)}: ${value === '' ? surface : value}`;
  return (
    <Tooltip label={label} events={{ hover: true, focus: true, touch: true }} withArrow>
      {/* A button, so that the keyboard reaches the label; it reads as a part of the sentence. */}
      <button type="button" className="slot-mark" aria-label={`${surface}, ${label}`}>
        <Segments run={run} spoken={spoken} />
      </button>
    </Tooltip>
  );
}

function Segments({ run, spoken }: RunProps) {
  return run.segments.map((segment) => (
    <span key={segment.start} className={wordClass(segment.word, spoken)}>
      {segment.text}
    </span>
  ));
}

function wordClass(word: number | undefined, spoken: number): string | undefined {
  if (word === undefined || spoken < 0 || word > spoken) return undefined;
  return word === spoken ? 'word-now' : 'word-spoken';
}
