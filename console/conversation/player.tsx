/** The player of a call's recording: play, ten seconds either way, waveform, speed, download. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useContext, useEffect, useRef } from 'react';
import type { RecordingInfo } from '../../protocol/index.js';
import { offsetText } from '../model/clock-text.js';
import type { TranscriptView } from '../model/transcript.js';
import { Icon, type IconName } from '../ui/icon.js';
import { useWords } from '../words/use-words.js';
import { PlaybackContext, RATES, usePlayback } from './playback.js';
import { usePlayerKeys } from './player-keys.js';
import { Waveform } from './waveform.js';

interface PlayerProps {
  readonly recording: RecordingInfo;
  readonly view: TranscriptView;
  readonly name: string;
}

export const SKIP_MS = 10_000;

export function Player({ recording, view, name }: PlayerProps) {
  const words = useWords();
  const playback = useContext(PlaybackContext);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => (playback && audio.current ? playback.attach(audio.current) : undefined), [playback]);
  usePlayerKeys(playback, view);
  const hasFailed = usePlayback((state) => state.hasFailed, false);
  return (
    <section className="player" aria-label={words.player.label}>
      {/* The transcript below is the text alternative of this audio. */}
      <audio ref={audio} src={recording.url} preload="metadata">
        <track kind="captions" />
      </audio>
      <PlayButton />
      <SkipButton icon="replay" label={words.player.back} byMs={-SKIP_MS} />
      <SkipButton icon="forward" label={words.player.forward} byMs={SKIP_MS} />
      <Position />
      <Waveform recording={recording} />
      <span className="player-time player-length">{offsetText(recording.durationMs)}</span>
      <SpeedButton />
      <Tooltip label={words.player.download}>
        <a
          className="player-download"
          href={recording.url}
          download={`${name || recording.recordingId}.wav`}
          aria-label={words.player.download}
        >
          <Icon name="download" />
        </a>
      </Tooltip>
      {hasFailed && (
        <p className="player-fault" role="alert">
          {words.player.failed}
        </p>
      )}
    </section>
  );
}

function PlayButton() {
  const words = useWords();
  const playback = useContext(PlaybackContext);
  const isPlaying = usePlayback((state) => state.isPlaying, false);
  return (
    <ActionIcon
      variant="filled"
      radius="xl"
      size={36}
      className="player-play"
      aria-label={isPlaying ? words.player.pause : words.player.play}
      onClick={() => playback?.toggle()}
    >
      <Icon name={isPlaying ? 'pause' : 'play'} size={18} />
    </ActionIcon>
  );
}

function SkipButton({
  icon,
  label,
  byMs,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly byMs: number;
}) {
  const playback = useContext(PlaybackContext);
  return (
    <Tooltip label={label}>
      <button type="button" className="player-skip" aria-label={label} onClick={() => playback?.skip(byMs)}>
        <Icon name={icon} size={24} />
        <span aria-hidden="true">10</span>
      </button>
    </Tooltip>
  );
}

function Position() {
  const position = usePlayback((state) => offsetText(state.positionMs), '0:00');
  return <span className="player-time">{position}</span>;
}

function SpeedButton() {
  const words = useWords();
  const playback = useContext(PlaybackContext);
  const rate = usePlayback((state) => state.rate, 1);
  const next = RATES[(RATES.indexOf(rate) + 1) % RATES.length] ?? 1;
  return (
    <button
      type="button"
      className="player-speed"
      aria-label={words.player.speed(`${rate}×`)}
      onClick={() => playback?.setRate(next)}
    >
      {rate}×
    </button>
  );
}
