/**
 * The positive fact that a segment stands for, which every member shows: chosen among the labelled features by what sets the members
 * apart from everybody. Called by train-segments.ts (choice) and segment-lead.ts (membership); what members lack is never a sign.
 */
import type { LeadFeature } from '../features/lead-feature.js';

export interface SegmentSign {
  /** Index into the features. */
  readonly feature: number;
  /** Least value, unscaled, at which a conversation shows it. */
  readonly from: number;
}

/** A trait as a fact that a conversation shows, or does not show. */
export interface TraitFact extends SegmentSign {
  readonly isShown: boolean;
}

/** Fewer members than this share and the fact does not stand for them. */
const LEAST_SHARE = 0.5;
/** How much more frequent among the members than among all. */
const LEAST_LEAD = 0.1;

export const showsSign = (row: Float64Array, sign: SegmentSign): boolean => row[sign.feature]! >= sign.from;

export const isTrueOf = (row: Float64Array, fact: TraitFact): boolean =>
  showsSign(row, fact) === fact.isShown;

/** Share of the rows that show it, 0..1; 0 for no rows. */
export function shareOf(rows: readonly Float64Array[], sign: SegmentSign): number {
  return rows.length === 0 ? 0 : rows.filter((row) => showsSign(row, sign)).length / rows.length;
}

/** One per feature: a fact is shown by its first occurrence, a matter of degree only above the mean of all. */
export function signsOf(features: readonly LeadFeature[], means: readonly number[]): readonly SegmentSign[] {
  return features.map((each, feature) => ({
    feature,
    from: each.isMatterOfDegree ? Math.floor(means[feature]!) + 1 : 1,
  }));
}

/** The sign that leads most among the members; undefined when none of the candidates stands for them. */
export function strongestSign(
  members: readonly Float64Array[],
  everybody: readonly Float64Array[],
  candidates: readonly SegmentSign[],
): SegmentSign | undefined {
  const ranked = candidates
    .map((sign) => ({ sign, share: shareOf(members, sign) }))
    .map((each) => ({ ...each, lead: each.share - shareOf(everybody, each.sign) }))
    .filter(({ share, lead }) => share >= LEAST_SHARE && lead >= LEAST_LEAD)
    .sort((a, b) => b.lead - a.lead);
  return ranked[0]?.sign;
}
