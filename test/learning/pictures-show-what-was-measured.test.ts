import { describe, expect, it } from '@jest/globals';
import { confusionMatrix, modelPictures, roundAxis } from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';

const random = seededRandom(3);
const scores = Float64Array.from({ length: 300 }, () => random.next());
const goal = { scores, positives: scores.map((score) => (random.next() < score ? 1 : 0)) };
const read = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** Tags that are opened and not closed, in order. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (self === '/') continue;
    if (close === '') open.push(name!);
    else if (open.at(-1) === name) open.pop();
    else return [...open, `/${name}`];
  }
  return open;
}

/** Points of the first path of a class, in drawing units. */
const pathOf = (svg: string, role: string) =>
  [...new RegExp(`<path d="([^"]*)" class="${role}"`).exec(svg)![1]!.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );

describe('the pictures of a version', () => {
  const pictures = modelPictures({
    goal,
    confusion: confusionMatrix(['buy', 'buy', 'sell <b>'], ['buy', 'sell <b>', 'sell <b>']),
    curve: {
      figure: 'accuracy',
      points: [
        { rows: 100, training: 0.99, heldOut: 0.7 },
        { rows: 200, training: 0.97, heldOut: 0.8 },
      ],
    },
  });

  it('are whole, labelled, and readable in light and dark', () => {
    expect(Object.keys(pictures).sort()).toEqual([
      'confusion.svg',
      'learning-curve.svg',
      'precision-recall.svg',
      'reliability.svg',
      'roc.svg',
    ]);
    for (const bytes of Object.values(pictures)) {
      const svg = read(bytes);
      expect(unclosed(svg)).toEqual([]);
      expect(svg).toContain('role="img"');
      expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
      expect(svg).toContain('prefers-color-scheme:dark');
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('would be found if it were broken', () => {
    expect(unclosed('<svg><g></svg>')).not.toEqual([]);
  });

  it('draw the curve of the data: the area under the drawn steps is the AUC in the title', () => {
    const svg = read(pictures['roc.svg']);
    const points = pathOf(svg, 'line one');
    const [left, bottom] = points[0]!;
    const [right, top] = points.at(-1)!;
    let area = 0;
    for (let i = 1; i < points.length; i++) {
      const [x, y] = points[i]!;
      const [px, py] = points[i - 1]!;
      area += ((x - px) * (bottom - (y + py) / 2)) / ((right - left) * (bottom - top));
    }
    expect(area).toBeCloseTo(Number(/area (\d\.\d+)/.exec(svg)![1]), 2);
  });

  it('do not let a label become markup', () => {
    const svg = read(pictures['confusion.svg']);
    expect(svg).toContain('sell &lt;b&gt;');
    expect(svg).not.toContain('<b>');
  });

  it('show the labels with the most mistakes when there are too many, and say so', () => {
    const labels = Array.from({ length: 40 }, (_, i) => `label ${i}`);
    const expected = [...labels, 'label 7', 'label 7'];
    const given = [...labels, 'label 31', 'label 31'];
    const svg = read(modelPictures({ confusion: confusionMatrix(expected, given) })['confusion.svg']);
    expect(svg).toContain('Confusions of 16 of 40 labels');
    expect(svg).toContain('>label 31<');
  });

  it('survive a test without rows of one kind', () => {
    for (const positives of [[0, 0], [1, 1], []]) {
      const svgs = Object.values(modelPictures({ goal: { scores: positives.map(() => 0.4), positives } }));
      for (const bytes of svgs) expect(read(bytes)).not.toMatch(/NaN|Infinity/);
    }
  });
});

describe('a round axis', () => {
  it('encloses the data with about five steps', () => {
    expect(roundAxis('rows', 0, 1234).ticks).toEqual([0, 250, 500, 750, 1000, 1250]);
    expect(roundAxis('share', 0.61, 0.84).ticks[0]).toBeLessThanOrEqual(0.61);
    expect(roundAxis('none', 3, 3).ticks.length).toBeGreaterThan(1);
  });
});
