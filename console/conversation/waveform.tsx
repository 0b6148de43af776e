/** The recording as a drawing: assistant above the line, caller below, the played part in colour; dragging it seeks. */
import { useElementSize } from '@mantine/hooks';
import { useContext, useMemo } from 'react';
import type { RecordingInfo } from '../../protocol/index.js';
import { offsetText } from '../model/clock-text.js';
import { barsPath, waveBars } from '../model/wave-bars.js';
import { useWords } from '../words/use-words.js';
import { PlaybackContext, usePlayback } from './playback.js';

const HEIGHT = 40;
const HALF = HEIGHT / 2;
/** Width of a bar with its gap, px. */
const STEP = 3;

export function Waveform({ recording }: { readonly recording: RecordingInfo }) {
  const words = useWords();
  const { ref, width } = useElementSize<HTMLDivElement>();
  return (
    <div
      className="waveform"
      ref={ref}
      title={`${words.player.legendUp}${words.separator}${words.player.legendDown}`}
    >
      {width > 0 && <Bars recording={recording} columns={Math.max(1, Math.floor(width / STEP))} />}
      <SeekRange />
    </div>
  );
}

function Bars({ recording, columns }: { readonly recording: RecordingInfo; readonly columns: number }) {
  const { assistant, caller } = recording.peaks;
  const paths = useMemo(() => {
    const up = waveBars(assistant, columns);
    const down = waveBars(caller, columns);
    const loudest = Math.max(0.05, ...up, ...down);
    const scaled = (bars: readonly number[]) => bars.map((level) => level / loudest);
    return { up: barsPath(scaled(up), -1, HALF), down: barsPath(scaled(down), 1, HALF) };
  }, [assistant, caller, columns]);
  // Whole columns, so that a bar turns from grey to colour at once.
  const played = usePlayback(
    (state) => Math.round((columns * state.positionMs) / Math.max(1, state.durationMs)),
    0,
  );
  return (
    <svg className="waveform-bars" viewBox={`0 0 ${columns * STEP} ${HEIGHT}`} aria-hidden="true">
      <defs>
        <clipPath id="waveform-played">
          <rect x="0" y="0" width={played * STEP} height={HEIGHT} />
        </clipPath>
      </defs>
      <path className="wave-rest" d={paths.up} />
      <path className="wave-rest" d={paths.down} />
      <g clipPath="url(#waveform-played)">
        <path className="wave-assistant" d={paths.up} />
        <path className="wave-caller" d={paths.down} />
      </g>
      <line className="wave-head" x1={played * STEP} x2={played * STEP} y1="0" y2={HEIGHT} />
    </svg>
  );
}

function SeekRange() {
  const words = useWords();
  const playback = useContext(PlaybackContext);
  const second = usePlayback((state) => Math.floor(state.positionMs / 1000), 0);
  const length = usePlayback((state) => Math.ceil(state.durationMs / 1000), 0);
  return (
    <input
      type="range"
      className="waveform-range"
      min={0}
      max={length}
      step={1}
      value={second}
      aria-label={words.player.position}
      aria-valuetext={offsetText(second * 1000)}
      onChange={(event) => playback?.seek(Number(event.currentTarget.value) * 1000)}
    />
  );
}
