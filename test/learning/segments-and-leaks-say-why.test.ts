import { describe, expect, it } from '@jest/globals';
import { adjustedRand } from '../../learning/clustering/adjusted-rand.js';
import { kMeans, silhouette } from '../../learning/clustering/k-means.js';
import { segmentTable } from '../../learning/clustering/segment-table.js';
import { findLeaks } from '../../learning/leaks/find-leaks.js';
import { tableFromRecords } from '../../learning/tables/table.js';
import { seededRandom } from '../../protocol/random.js';
import { readOracles } from './oracles/read-oracles.js';

describe('clustering', () => {
  it('reaches the inertia and silhouette of scikit-learn', () => {
    const { rows, inertia, silhouette: expected, labels } = readOracles().clustering;
    const points = rows.map((row) => Float64Array.from(row));
    const result = kMeans(points, { k: 3, random: seededRandom(1) });
    expect(result.inertia).toBeCloseTo(inertia, 6);
    expect(silhouette(points, result.labels)).toBeCloseTo(expected, 9);
    expect(adjustedRand(result.labels, labels)).toBe(1);
    const shuffled = seededRandom(2).shuffle(labels);
    expect(Math.abs(adjustedRand(shuffled, labels))).toBeLessThan(0.1);
  });

  it('finds the three groups of a customer table and names them by what sets them apart', async () => {
    const random = seededRandom(3);
    const groups = [
      { spend: 1000, visits: 2, channel: 'phone' },
      { spend: 10, visits: 30, channel: 'web' },
      { spend: 15, visits: 3, channel: 'fair' },
    ];
    const records = Array.from({ length: 240 }, (_, i) => {
      const group = groups[i % 3]!;
      return {
        spend: group.spend * (1 + 0.1 * random.normal()),
        visits: group.visits * (1 + 0.1 * random.normal()),
        channel: group.channel,
      };
    });
    const result = await segmentTable(tableFromRecords(records), { seed: 1 });
    expect(result.segments.map((segment) => segment.size)).toEqual([80, 80, 80]);
    expect(result.stability).toBeGreaterThan(0.95);
    const names = result.segments.map((segment) => segment.name);
    expect(names.some((name) => name.includes('spend very high') && name.includes('channel: phone'))).toBe(
      true,
    );
    expect(names.some((name) => name.includes('visits very high') && name.includes('channel: web'))).toBe(
      true,
    );
    expect(new Set(names).size).toBe(3);
    await expect(segmentTable(tableFromRecords(records.slice(0, 5)), { seed: 1 })).rejects.toMatchObject({
      code: 'learning.no-data',
    });
  });
});

describe('the leak detector', () => {
  const random = seededRandom(4);
  const targets = Array.from({ length: 800 }, () => (random.next() < 0.3 ? 1 : 0));
  const table = tableFromRecords(
    targets.map((target) => ({
      age: 20 + random.integer(50),
      source: random.pick(['web', 'phone']),
      duration: target * 300 + random.integer(250),
      invoice: target === 1 ? random.integer(100) : undefined,
      signed: target === 1 ? 'yes' : 'no',
      hint: target + 1.2 * random.normal(),
      close_date_days: target * 1.2 + random.normal(),
    })),
  );
  const leaks = new Map(
    findLeaks(table, targets).map((leak) => [leak.column, leak.reasons.map((r) => r.kind)]),
  );

  it('names columns that tell the goal and why', () => {
    expect(leaks.get('duration')).toContain('tells-alone');
    expect(leaks.get('duration')).toContain('after-the-event');
    expect(leaks.get('invoice')).toContain('missing-with-goal');
    expect(leaks.get('signed')).toContain('copy-of-goal');
    expect(leaks.get('close_date_days')).toEqual(['after-the-event']);
  });

  it('leaves honest columns alone', () => {
    for (const column of ['age', 'source', 'hint']) expect(leaks.has(column)).toBe(false);
  });
});
