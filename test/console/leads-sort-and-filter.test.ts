/** Promise: the leads table filters by every part and sorts either way, with unknown values last. */
import { expect, test } from '@jest/globals';
import { makeWorld } from '../../console/dev/fixture-world.js';
import {
  filterRows,
  initialsOf,
  LEAD_COLUMNS,
  metricText,
  plainName,
  plotOf,
  sortRows,
  withKeys,
} from '../../console/index.js';

const rows = makeWorld(Date.UTC(2025, 10, 24, 10, 0, 0)).rows;

test('scores fall or rise, and what is not scored stands last either way', () => {
  for (const isDescending of [true, false]) {
    const scores = sortRows(rows, { column: 'score', isDescending }, 'en').map((row) => row.scorePercent);
    const known = scores.filter((score) => score !== undefined);
    expect(scores.slice(0, known.length)).toEqual(known);
    expect(known).toEqual([...known].sort((a, b) => (isDescending ? b - a : a - b)));
  }
});

test('negative control: the rows do not come sorted by score', () => {
  expect(sortRows(rows, { column: 'score', isDescending: true }, 'en')).not.toEqual(rows);
});

test('sorting keeps every row in every column, in both languages', () => {
  for (const column of LEAD_COLUMNS) {
    for (const language of ['en', 'zh']) {
      const sorted = sortRows(rows, { column, isDescending: false }, language);
      expect(new Set(sorted).size).toBe(rows.length);
    }
  }
});

test('Chinese names sort by pinyin in a Chinese console', () => {
  const named = ['王芳', '陈静', '李明'].map((contactName) => ({ ...rows[0]!, contactName }));
  const sorted = sortRows(named, { column: 'contact', isDescending: false }, 'zh');
  expect(sorted.map((row) => row.contactName)).toEqual(['陈静', '李明', '王芳']);
});

test('each part of the filter narrows', () => {
  expect(filterRows(rows, { text: 'BRIGHTWAY' })).toHaveLength(1);
  expect(filterRows(rows, { text: '', channel: 'phone' }).every((row) => row.channel === 'phone')).toBe(true);
  expect(filterRows(rows, { text: '', leadClass: 'spam' }).every((row) => row.leadClass === 'spam')).toBe(
    true,
  );
  expect(filterRows(rows, { text: 'no such words' })).toEqual([]);
});

test('names are made readable', () => {
  expect(plainName('delivery_date')).toBe('Delivery date');
  expect([initialsOf('Wei Zhang'), initialsOf('李明'), initialsOf('')]).toEqual(['WZ', '李', '']);
  expect(withKeys(['a', 'a', 'b'], String).map((entry) => entry.key)).toEqual(['a#0', 'a#1', 'b#0']);
});

test('figures of a model are shares, times or sizes', () => {
  expect(metricText('auc', 0.78123, 'en-GB')).toBe('0.781');
  expect(metricText('medianMs', 0.214, 'en-GB')).toBe('0.21 ms');
  expect(metricText('modelBytes', 1_430_212, 'en-GB')).toBe('1,397 KB');
  expect(plotOf({ name: 'auc', value: 0.5, low: 0.4, high: 0.6 })).toEqual({ value: 50, low: 40, high: 60 });
  expect(plotOf({ name: 'lift10', value: 2.4 })).toBeUndefined();
});
