/**
 * Pictures of how a classifier did: receiver operating characteristic, precision against recall, reliability, learning curve.
 * Called by whoever evaluates a model, and by commands; each returns a whole SVG document.
 */
import { reliabilityBins } from '../calibration/reliability.js';
import { areaUnderRoc, averagePrecision } from '../metrics/classification.js';
import type { CurvePoint } from '../tuning/learning-curve.js';
import { createPlot, type Plot, percent, roundAxis, shareAxis } from './plot.js';
import { drawSvg, element, path, text } from './svg.js';

/** Scores of test rows and their outcomes, 1 or 0. */
export interface BinaryEvidence {
  readonly scores: ArrayLike<number>;
  readonly positives: ArrayLike<number>;
}

type Point = readonly [x: number, y: number];

const drawn = (plot: Plot, points: readonly Point[]) => points.map(([x, y]): Point => [plot.x(x), plot.y(y)]);

/** After each distinct score, best first: rows taken so far and how many of them are positive. */
function stepsOf({ scores, positives }: BinaryEvidence) {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const steps: { taken: number; found: number }[] = [];
  let found = 0;
  order.forEach((row, i) => {
    found += positives[row]!;
    if (scores[order[i + 1]!] !== scores[row]) steps.push({ taken: i + 1, found });
  });
  return { steps, positives: found, negatives: order.length - found };
}

/** True against false positive rate at every threshold; the dashed line is chance. */
export function drawRoc(evidence: BinaryEvidence): string {
  const { steps, positives, negatives } = stepsOf(evidence);
  const area = areaUnderRoc(evidence.scores, evidence.positives);
  const plot = createPlot(shareAxis('False positive rate'), shareAxis('True positive rate'));
  const points: Point[] = [
    [0, 0],
    ...steps.map(
      ({ taken, found }): Point => [(taken - found) / Math.max(1, negatives), found / Math.max(1, positives)],
    ),
  ];
  const chance = drawn(plot, [
    [0, 0],
    [1, 1],
  ]);
  return drawSvg({
    ...plot,
    title: `ROC, area ${area.toFixed(3)}`,
    description: `Area under the curve ${area.toFixed(3)} on ${positives} positive and ${negatives} negative rows; 0.5 is chance.`,
    body: [
      ...plot.frame,
      path(chance, { class: 'thin axis dashed' }),
      path(drawn(plot, points), { class: 'line one' }),
    ],
  });
}

/** Precision against recall; the dashed line is the share of positives, which chance reaches. */
export function drawPrecisionRecall(evidence: BinaryEvidence): string {
  const { steps, positives, negatives } = stepsOf(evidence);
  const base = positives / Math.max(1, positives + negatives);
  const area = averagePrecision(evidence.scores, evidence.positives);
  const plot = createPlot(shareAxis('Recall'), shareAxis('Precision'));
  const points = steps.map(({ taken, found }): Point => [found / Math.max(1, positives), found / taken]);
  const chance = drawn(plot, [
    [0, base],
    [1, base],
  ]);
  return drawSvg({
    ...plot,
    title: `Precision and recall, average ${area.toFixed(3)}`,
    description: `Average precision ${area.toFixed(3)}; chance reaches ${percent(base)}.`,
    body: [
      ...plot.frame,
      path(chance, { class: 'thin axis dashed' }),
      path(drawn(plot, points), { class: 'line one' }),
    ],
  });
}

/** Half width of the 95 % interval of a rate seen in `count` rows. */
const spread = (rate: number, count: number) => 1.96 * Math.sqrt((rate * (1 - rate)) / count);

/** Observed rate against prediction in ten bins, area of a point by rows, whiskers by chance; the dashed line is honest. */
export function drawReliability(evidence: BinaryEvidence): string {
  const bins = reliabilityBins(evidence.scores, evidence.positives).filter(({ count }) => count > 0);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const plot = createPlot(shareAxis('Predicted probability'), shareAxis('Observed rate'));
  const marks = bins.flatMap(({ predicted, observed, count }) => {
    const reach = spread(Math.min(0.99, Math.max(0.01, observed)), count);
    const whisker = drawn(plot, [
      [predicted, Math.max(0, observed - reach)],
      [predicted, Math.min(1, observed + reach)],
    ]);
    const radius = 3 + 6 * Math.sqrt(count / most);
    return [
      path(whisker, { class: 'thin one' }),
      element('circle', { class: 'one-fill', cx: plot.x(predicted), cy: plot.y(observed), r: radius }),
    ];
  });
  const honest = drawn(plot, [
    [0, 0],
    [1, 1],
  ]);
  const said = bins.map(
    ({ predicted, observed, count }) =>
      `${percent(predicted)} predicted, ${percent(observed)} observed in ${count} rows`,
  );
  return drawSvg({
    ...plot,
    title: 'Reliability',
    description: `${said.join('; ')}.`,
    body: [...plot.frame, path(honest, { class: 'thin axis dashed' }), ...marks],
  });
}

/** Figure on training and held-out rows against the number of training rows. */
export function drawLearningCurvePicture(points: readonly CurvePoint[], figure: string): string {
  const values = points.flatMap((point) => [point.training, point.heldOut]);
  const plot = createPlot(
    roundAxis('Training rows', 0, Math.max(1, ...points.map(({ rows }) => rows))),
    roundAxis(figure, Math.min(1, ...values), Math.max(...values, 0)),
  );
  const line = (pick: (point: CurvePoint) => number, name: string, role: string) => {
    const places = drawn(
      plot,
      points.map((point): Point => [point.rows, pick(point)]),
    );
    const [x, y] = places.at(-1) ?? [0, 0];
    return [
      path(places, { class: `line ${role}` }),
      ...places.map(([cx, cy]) => element('circle', { class: `${role}-fill`, cx, cy, r: 3 })),
      text(name, { class: 'text small', x: x - 6, y: y - 8, 'text-anchor': 'end' }),
    ];
  };
  const last = points.at(-1);
  return drawSvg({
    ...plot,
    title: 'Learning curve',
    description: last
      ? `${figure} with ${last.rows} rows: ${last.training.toFixed(3)} on training rows, ${last.heldOut.toFixed(3)} on held-out rows.`
      : 'No points.',
    body: [
      ...plot.frame,
      ...line((point) => point.training, 'training', 'two'),
      ...line((point) => point.heldOut, 'held out', 'one'),
    ],
  });
}
