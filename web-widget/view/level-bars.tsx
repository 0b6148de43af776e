/** The sound that really comes in or goes out, as bars; one still bar with words where motion is not wanted. Called by voice-strip.tsx. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWidget } from './widget-model.js';

const BARS = 26;
const PITCH = 6;
const HEIGHT = 32;
const FLOOR = 3;
const POSITIONS = Array.from({ length: BARS }, (_, index) => index * PITCH + 1.5);
/** Levels (20 ms each) that one bar sums up. */
const LEVELS_PER_BAR = 3;
/** Quieter than this counts as no sound: about -50 dBFS. */
const HEARD_LEVEL = 0.17;
const STILL_EVERY_MS = 500;

interface LevelBarsProps {
  /** Whose sound is shown: the visitor's, or the bot's while it speaks. */
  readonly source: 'visitor' | 'bot';
}

export function LevelBars({ source }: LevelBarsProps) {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return isStill ? <StillLevel source={source} /> : <MovingBars source={source} />;
}

function MovingBars({ source }: LevelBarsProps) {
  const { voice } = useWidget();
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    const bars = new Array<number>(BARS).fill(0);
    let gathered: number[] = [];
    voice.watchLevels({
      onLevel(level, from) {
        if (from !== source) return;
        gathered.push(level);
        if (gathered.length < LEVELS_PER_BAR) return;
        bars.push(Math.max(...gathered));
        bars.shift();
        gathered = [];
        drawBars(group.current, bars);
      },
    });
    drawBars(group.current, bars);
    return () => voice.watchLevels(undefined);
  }, [voice, source]);
  return (
    <svg
      class={`bars bars-${source}`}
      viewBox={`0 0 ${BARS * PITCH} ${HEIGHT}`}
      preserveAspectRatio="xMaxYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <g ref={group}>
        {POSITIONS.map((x) => (
          <rect key={x} x={x} width="3" rx="1.5" y={(HEIGHT - FLOOR) / 2} height={FLOOR} />
        ))}
      </g>
    </svg>
  );
}

function drawBars(group: SVGGElement | null, bars: readonly number[]): void {
  if (group === null) return;
  bars.forEach((level, index) => {
    const height = FLOOR + (HEIGHT - FLOOR) * level ** 2.6;
    const bar = group.children[index];
    bar?.setAttribute('height', height.toFixed(1));
    bar?.setAttribute('y', ((HEIGHT - height) / 2).toFixed(1));
  });
}

function StillLevel({ source }: LevelBarsProps) {
  const { phrases, voice } = useWidget();
  const [isHeard, setHeard] = useState(false);
  useEffect(() => {
    let loudest = 0;
    voice.watchLevels({
      onLevel(level, from) {
        if (from === source) loudest = Math.max(loudest, level);
      },
    });
    const timer = setInterval(() => {
      setHeard(loudest > HEARD_LEVEL);
      loudest = 0;
    }, STILL_EVERY_MS);
    return () => {
      clearInterval(timer);
      voice.watchLevels(undefined);
    };
  }, [voice, source]);
  if (source === 'bot') return <span class="still" />;
  return <span class={isHeard ? 'still heard' : 'still'}>{isHeard ? phrases.heard : phrases.notHeard}</span>;
}
