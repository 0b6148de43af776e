/** Pictures of a table: the histogram of a number, the bars of a word, the correlations of all numbers. Called by statistics commands. */
import { createPlot, percent, roundAxis } from './plot.js';
import { drawSvg, element, text } from './svg.js';

const BINS = 24;

/** Counts of a number in bins of equal width; the tails beyond the 1st and 99th of 100 rows are left out when they would squeeze the rest. */
export function drawHistogram(name: string, values: ArrayLike<number>): string {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const isLongTailed = at(1) - at(0) > 4 * (at(0.99) - at(0.01));
  const [low, high] = isLongTailed ? [at(0.01), at(0.99)] : [at(0), at(1)];
  const width = (high - low) / BINS || 1;
  const counts = new Int32Array(BINS);
  for (const value of sorted) {
    if (value >= low && value <= high) counts[Math.min(BINS - 1, Math.floor((value - low) / width))]!++;
  }
  const tallest = counts.reduce((a, b) => Math.max(a, b), 1);
  const plot = createPlot(roundAxis(name, low, low + width * BINS), roundAxis('rows', 0, tallest));
  const bars = Array.from(counts, (count, i) => {
    const x = plot.x(low + i * width);
    return element('rect', {
      class: 'one-fill',
      x: x + 0.5,
      y: plot.y(count),
      width: Math.max(0.5, plot.x(low + (i + 1) * width) - x - 1),
      height: plot.y(0) - plot.y(count),
    });
  });
  const tails = isLongTailed ? ', without the outermost 2 %' : '';
  return drawSvg({
    ...{ width: plot.width, height: plot.height },
    title: `${name}${tails}`,
    description: `Histogram of ${sorted.length} values of ${name} from ${low} to ${high}.`,
    body: [...plot.frame, ...bars],
  });
}

const BAR = { left: 150, width: 220, row: 26, top: 44 } as const;

/** The share of each value, the commonest first. */
export function drawBars(
  name: string,
  bars: readonly { readonly value: string; readonly count: number }[],
  total: number,
): string {
  const most = bars.reduce((highest, { count }) => Math.max(highest, count), 1);
  const body = bars.flatMap(({ value, count }, i) => {
    const y = BAR.top + i * BAR.row;
    const width = (count / most) * BAR.width;
    const label = value.length > 22 ? `${value.slice(0, 21)}…` : value;
    return [
      text(label, { class: 'text', x: BAR.left - 8, y: y + 15, 'text-anchor': 'end' }),
      element('rect', { class: 'one-fill', x: BAR.left, y: y + 3, width, height: BAR.row - 8, rx: 2 }),
      text(percent(count / total), { class: 'muted small', x: BAR.left + width + 6, y: y + 15 }),
    ];
  });
  return drawSvg({
    width: BAR.left + BAR.width + 60,
    height: BAR.top + bars.length * BAR.row + 16,
    title: name,
    description: `Shares of ${total} values of ${name}: ${bars.map(({ value, count }) => `${value} ${percent(count / total)}`).join(', ')}.`,
    body,
  });
}

const CELL = { left: 150, top: 60, size: 46, label: 24 } as const;

/** One cell per pair: green where they rise together, blue where one falls as the other rises, stronger for closer. */
export function drawCorrelations(table: Readonly<Record<string, Readonly<Record<string, number>>>>): string {
  const names = Object.keys(table);
  const short = (name: string) => (name.length > 20 ? `${name.slice(0, 19)}…` : name);
  const cells = names.flatMap((row, i) =>
    names.flatMap((column, j) => {
      const value = row === column ? 1 : table[row]![column]!;
      const [x, y] = [CELL.left + j * CELL.size, CELL.top + i * CELL.size];
      const strength = Math.abs(value);
      const box = { x: x + 1, y: y + 1, width: CELL.size - 2, height: CELL.size - 2, rx: 3 };
      const ink = strength > 0.6 ? 'on-fill' : 'text';
      return [
        element('rect', { class: value < 0 ? 'two-fill' : 'one-fill', 'fill-opacity': strength, ...box }),
        text(value.toFixed(2), {
          class: `${ink} small`,
          x: x + CELL.size / 2,
          y: y + CELL.size / 2 + 4,
          'text-anchor': 'middle',
        }),
      ];
    }),
  );
  const labels = names.flatMap((name, i) => [
    text(short(name), {
      class: 'text',
      x: CELL.left - 8,
      y: CELL.top + (i + 0.5) * CELL.size + 4,
      'text-anchor': 'end',
    }),
    text(String(i + 1), {
      class: 'muted',
      x: CELL.left + (i + 0.5) * CELL.size,
      y: CELL.top - 8,
      'text-anchor': 'middle',
    }),
    text(String(i + 1), { class: 'muted small', x: 12, y: CELL.top + (i + 0.5) * CELL.size + 4 }),
  ]);
  return drawSvg({
    width: CELL.left + names.length * CELL.size + CELL.label,
    height: CELL.top + names.length * CELL.size + CELL.label,
    title: 'Correlation of the numbers',
    description: `Pearson correlations of ${names.join(', ')}.`,
    body: [...cells, ...labels],
  });
}
