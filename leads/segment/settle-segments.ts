/**
 * Turns clusters into segments whose members all show the segment's sign: chooses the signs, gives those whom no sign reaches further
 * ones, then moves every conversation to the nearest segment whose sign it shows (k-means steps under that constraint). Called by train-segments.ts; names nothing.
 */
import type { Cluster } from './cluster-rows.js';
import { nearestSegment, type SegmentCenter } from './segment-lead.js';
import { type SegmentSign, shareOf, showsSign, strongestSign } from './segment-sign.js';

export interface Settling {
  /** As measured, for the signs. */
  readonly rows: readonly Float64Array[];
  /** Standardised, for the distances. */
  readonly points: readonly Float64Array[];
  /** Signs that can name a segment. */
  readonly candidates: readonly SegmentSign[];
}

export interface SettledSegment extends SegmentCenter {
  /** Indexes of rows. */
  readonly members: readonly number[];
}

const ROUNDS = 12;
const MOST_SIGNED = 8;
/** Least share of all that a further sign must reach. */
const LEAST_FURTHER = 0.04;
/** A segment smaller than this share of all is no segment to work with: its members move to others. */
const LEAST_SHARE = 0.03;

/** Largest first; whoever shows no sign at all is in the one segment without a sign, the last. */
export function settleSegments(clusters: readonly Cluster[], settling: Settling): readonly SettledSegment[] {
  let segments: readonly SegmentCenter[] = signedCenters(clusters, settling);
  for (let round = 0; round < ROUNDS; round++) segments = assign(segments, settling);
  const least = settling.rows.length * LEAST_SHARE;
  const kept = assign(segments, settling).filter(
    ({ sign, members }) => sign === undefined || members.length >= least,
  );
  return assign(kept, settling).sort(
    (a, b) =>
      Number(a.sign === undefined) - Number(b.sign === undefined) || b.members.length - a.members.length,
  );
}

/** Each cluster with its own sign; those that nothing sets apart are left to the segment without one. */
function signedCenters(
  clusters: readonly Cluster[],
  { rows, points, candidates }: Settling,
): readonly SegmentCenter[] {
  const home = points.map((point, i) => nearestSegment(clusters, { row: rows[i]!, point }));
  const free = new Set(candidates);
  const signed = clusters.flatMap((cluster): SegmentCenter[] => {
    const members = rows.filter((_, i) => home[i] === cluster);
    const sign = strongestSign(members, rows, [...free]);
    if (sign === undefined) return [];
    free.delete(sign);
    return [{ center: cluster.center, sign }];
  });
  const all = [...signed, ...furtherCenters(signed, [...free], { rows, points })];
  return [...all, { center: Array.from(points[0] ?? [], () => 0) }];
}

/** Segments out of those who show no sign so far, each time the sign that most of them show and others do not, until few are left. */
function furtherCenters(
  signed: readonly SegmentCenter[],
  free: readonly SegmentSign[],
  { rows, points }: Pick<Settling, 'rows' | 'points'>,
): readonly SegmentCenter[] {
  const showsNone = (row: Float64Array, segments: readonly SegmentCenter[]) =>
    !segments.some(({ sign }) => sign !== undefined && showsSign(row, sign));
  const further: SegmentCenter[] = [];
  const least = LEAST_FURTHER * rows.length;
  while (signed.length + further.length < MOST_SIGNED) {
    const left = Array.from(rows.keys()).filter((i) => showsNone(rows[i]!, [...signed, ...further]));
    const reached = (sign: SegmentSign) => left.filter((i) => showsSign(rows[i]!, sign));
    const ranked = free
      .filter((sign) => reached(sign).length >= least)
      .map((sign) => ({ sign, weight: reached(sign).length * (1 - shareOf(rows, sign)) }))
      .sort((x, y) => y.weight - x.weight);
    const sign = ranked[0]?.sign;
    if (sign === undefined) break;
    further.push({ center: meanOf(reached(sign), points), sign });
  }
  return further;
}

function meanOf(members: readonly number[], points: readonly Float64Array[]): readonly number[] {
  const first = points[members[0]!]!;
  return Array.from(
    first,
    (_, column) => members.reduce((sum, i) => sum + points[i]![column]!, 0) / members.length,
  );
}

/** One k-means step: memberships by the present centers, then centers of the members. */
function assign(segments: readonly SegmentCenter[], { rows, points }: Settling): SettledSegment[] {
  const members = new Map<SegmentCenter, number[]>(segments.map((segment) => [segment, []]));
  points.forEach((point, i) => {
    const home = nearestSegment(segments, { row: rows[i]!, point });
    if (home) members.get(home)?.push(i);
  });
  return segments.flatMap((segment) => {
    const inside = members.get(segment)!;
    if (inside.length === 0) return [];
    return [{ center: meanOf(inside, points), sign: segment.sign, members: inside }];
  });
}
