/** A plot with two numeric axes: grid, ticks, labels, and the mapping from data to the drawing. Called by the pictures of this folder. */
import { element, text } from './svg.js';

export interface Axis {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** How a tick is written; as it is when absent. */
  readonly write?: (value: number) => string;
}

export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Grid, ticks and labels, to be drawn first. */
  readonly frame: readonly string[];
}

const WIDTH = 440;
const HEIGHT = 340;
const EDGE = { left: 60, right: 20, top: 44, bottom: 52 } as const;

export const percent = (share: number) => `${Math.round(share * 100)}%`;

/** Shares from 0 to 1. */
export const shareAxis = (label: string): Axis => ({
  label,
  low: 0,
  high: 1,
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  write: percent,
});

/** About five round ticks that enclose the data. */
export function roundAxis(label: string, low: number, high: number): Axis {
  const span = high > low ? high - low : Math.abs(high) || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10);
  const from = Math.floor(low / step) * step;
  const to = Math.max(from + step, Math.ceil(high / step - 1e-9) * step);
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
  const format = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 4 });
  return { label, low: ticks[0]!, high: ticks.at(-1)!, ticks, write: (value) => format.format(value) };
}

export function createPlot(across: Axis, up: Axis): Plot {
  const inner = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };
  const bottom = HEIGHT - EDGE.bottom;
  const x = (value: number) => EDGE.left + ((value - across.low) / (across.high - across.low)) * inner.width;
  const y = (value: number) => bottom - ((value - up.low) / (up.high - up.low)) * inner.height;
  const frame = [
    ...up.ticks.flatMap((tick) => [
      element('line', { class: 'grid', x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(tick), y2: y(tick) }),
      text(up.write?.(tick) ?? String(tick), {
        class: 'muted small',
        x: EDGE.left - 8,
        y: y(tick) + 4,
        'text-anchor': 'end',
      }),
    ]),
    element('line', { class: 'axis', x1: EDGE.left, x2: WIDTH - EDGE.right, y1: bottom, y2: bottom }),
    ...across.ticks.map((tick) =>
      text(across.write?.(tick) ?? String(tick), {
        class: 'muted small',
        x: x(tick),
        y: bottom + 18,
        'text-anchor': 'middle',
      }),
    ),
    text(across.label, {
      class: 'muted',
      x: EDGE.left + inner.width / 2,
      y: HEIGHT - 12,
      'text-anchor': 'middle',
    }),
    text(up.label, {
      class: 'muted',
      transform: `translate(16 ${EDGE.top + inner.height / 2}) rotate(-90)`,
      'text-anchor': 'middle',
    }),
  ];
  return { width: WIDTH, height: HEIGHT, x, y, frame };
}
