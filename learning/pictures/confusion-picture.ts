/** The confusion matrix as a picture: expected labels down, given labels across, each row as shares. Called like the curve pictures. */
import type { ConfusionMatrix } from '../metrics/classification.js';
import { drawSvg, element, text } from './svg.js';

/** More labels than this are not readable; those with the fewest mistakes are left out, and the picture says so. */
const MOST_LABELS = 16;
const CELL = 30;
const LONGEST = 18;
const LEFT = 150;
const TOP = 170;

const cut = (label: string) => (label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label);

/** The matrix of the labels with the most mistakes, in their order. */
function worstPart({ labels, counts }: ConfusionMatrix): ConfusionMatrix {
  if (labels.length <= MOST_LABELS) return { labels, counts };
  const mistakes = labels.map((_, i) =>
    counts.reduce((sum, row, j) => (i === j ? sum : sum + counts[i]![j]! + row[i]!), 0),
  );
  const kept = labels
    .map((_, i) => i)
    .sort((a, b) => mistakes[b]! - mistakes[a]! || a - b)
    .slice(0, MOST_LABELS)
    .sort((a, b) => a - b);
  return {
    labels: kept.map((i) => labels[i]!),
    counts: kept.map((i) => Int32Array.from(kept, (j) => counts[i]![j]!)),
  };
}

function cellAt(
  count: number,
  share: number,
  at: { readonly row: number; readonly column: number },
): string[] {
  if (count === 0) return [];
  const x = LEFT + at.column * CELL;
  const y = TOP + at.row * CELL;
  const opacity = 0.12 + 0.88 * share;
  const isDark = opacity > 0.6;
  const role = at.row === at.column ? 'one-fill' : 'two-fill';
  return [
    element('rect', { class: role, x: x + 1, y: y + 1, width: CELL - 2, height: CELL - 2, rx: 3, opacity }),
    text(String(count), {
      class: `${isDark ? 'on-fill' : 'text'} small`,
      x: x + CELL / 2,
      y: y + CELL / 2 + 4,
      'text-anchor': 'middle',
    }),
  ];
}

/** Right answers lie on the diagonal. Matrices with many labels show those with the most mistakes. */
export function drawConfusion(matrix: ConfusionMatrix): string {
  const { labels, counts } = worstPart(matrix);
  const total = matrix.counts.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
  const right = matrix.counts.reduce((sum, row, i) => sum + row[i]!, 0);
  const side = labels.length * CELL;
  const rows = labels.flatMap((label, row) => {
    const whole = counts[row]!.reduce((a, b) => a + b, 0);
    return [
      text(cut(label), {
        class: 'text small',
        x: LEFT - 8,
        y: TOP + row * CELL + CELL / 2 + 4,
        'text-anchor': 'end',
      }),
      text(cut(label), {
        class: 'text small',
        transform: `translate(${LEFT + row * CELL + CELL / 2 + 4} ${TOP - 8}) rotate(-60)`,
      }),
      ...labels.flatMap((_, column) =>
        cellAt(counts[row]![column]!, counts[row]![column]! / Math.max(1, whole), { row, column }),
      ),
    ];
  });
  const isPart = labels.length < matrix.labels.length;
  return drawSvg({
    width: LEFT + side + 110,
    height: TOP + side + 40,
    title: isPart ? `Confusions of ${labels.length} of ${matrix.labels.length} labels` : 'Confusions',
    description: `${right} of ${total} rows right. Expected label down, given label across.`,
    body: [
      text(`Expected down, given across; ${right} of ${total} right`, { class: 'muted', x: 16, y: 44 }),
      element('rect', { class: 'thin grid', x: LEFT, y: TOP, width: side, height: side }),
      ...rows,
    ],
  });
}
