/** Promise: marking slots and spoken words never changes a letter, and wrong spans mark nothing. */
import { expect, test } from '@jest/globals';
import { barsPath, markdownText, readMarkdown, segmentText, waveBars } from '../../console/index.js';
import { type SlotReading, seededRandom } from '../../protocol/index.js';

const slot = (surface: string, start: number): SlotReading => ({
  name: 'product',
  surface,
  value: surface,
  start,
  end: start + surface.length,
  confidence: 0.9,
});

const joined = (runs: ReturnType<typeof segmentText>) =>
  runs.flatMap((run) => run.segments.map((segment) => segment.text)).join('');

test('random slots and words give the text back exactly (seed 11)', () => {
  const random = seededRandom(11);
  for (let round = 0; round < 500; round++) {
    const words = Array.from({ length: 1 + random.integer(12) }, () =>
      random.pick(['我', 'buy', 'an', 'iPhone', '15', '手机，', 'an']),
    );
    const text = words.join(' ');
    const slots = Array.from({ length: random.integer(4) }, () => {
      const start = random.integer(text.length);
      return slot(text.slice(start, start + 1 + random.integer(9)), start);
    });
    const spoken = words.map((word, index) => ({
      text: word,
      startMs: index * 100,
      endMs: index * 100 + 90,
    }));
    expect(joined(segmentText(text, slots, spoken))).toBe(text);
  }
});

test('a slot over several words is one mark with one segment per word', () => {
  const text = 'I want an iPhone 15 now';
  const words = text.split(' ').map((word, index) => ({ text: word, startMs: index, endMs: index + 1 }));
  const marked = segmentText(text, [slot('iPhone 15', 10)], words).filter((run) => run.slot);
  expect(marked).toHaveLength(1);
  expect(marked[0]?.segments.map((segment) => segment.word)).toEqual([3, undefined, 4]);
});

test('negative control: a slot that is not spelled as the text marks nothing', () => {
  const runs = segmentText('I want an iPhone', [slot('iPad', 10), slot('iPhone', 90)]);
  expect(runs.some((run) => run.slot)).toBe(false);
});

test('markdown is read into plain pieces; only web addresses become links', () => {
  expect(markdownText('Take **two**\n- `S24`\n[map](https://a.test/x)')).toBe('Take two S24 map');
  const bad = readMarkdown('[x](javascript:alert(1)) <img src=x onerror=alert(1)>');
  expect(bad[0]?.pieces.every((piece) => piece.kind === 'text')).toBe(true);
});

test('waveform columns keep the loudest peak and silence draws nothing', () => {
  expect(waveBars([0.1, 0.9, 0.2, 0.3], 2)).toEqual([0.9, 0.3]);
  expect(waveBars([], 3)).toEqual([0, 0, 0]);
  expect(barsPath([0, 0], -1, 20)).toBe('');
  expect(barsPath([1], -1, 20)).toContain('v-19');
});
