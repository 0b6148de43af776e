/**
 * Learned segments as inference holds them, and the one that a profile belongs to: the nearest center in standardised feature
 * space among the segments whose sign the profile shows. A conversation that contradicts a segment's name is never in it.
 * Called through LeadModels; train-segments.ts finds and names them.
 */
import { type LocalizedText, type SegmentMembership, toSegmentId } from '../../protocol/index.js';
import type { FeatureSet } from '../features/lead-feature.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { isTrueOf, type SegmentSign, showsSign, type TraitFact } from './segment-sign.js';

export interface SegmentCenter {
  /** In standard deviations from the mean of all, one per feature. */
  readonly center: readonly number[];
  /** What every member shows; absent for the segment of those who show none of the signs. */
  readonly sign?: SegmentSign;
}

export interface Segment extends SegmentCenter {
  readonly id: string;
  readonly name: LocalizedText;
  /** What sets it apart, strongest first. */
  readonly traits: readonly LocalizedText[];
  /** One per trait; absent in models of releases that did not compare them with the lead. */
  readonly traitFacts?: readonly TraitFact[];
  /** Training conversations in it. */
  readonly size: number;
}

export interface SegmentModel {
  readonly kind: 'lead-segments';
  readonly names: readonly string[];
  readonly means: readonly number[];
  /** 0 for a feature that does not take part. */
  readonly deviations: readonly number[];
  readonly segments: readonly Segment[];
}

/** A rare fact must not weigh more than one that half of all show, which spans two deviations: standardised values end here. */
const LARGEST = 2;

export function standardise(
  row: Float64Array,
  { means, deviations }: Pick<SegmentModel, 'means' | 'deviations'>,
): Float64Array {
  return row.map((value, i) => {
    const deviation = deviations[i]!;
    if (deviation === 0) return 0;
    return Math.min(LARGEST, Math.max(-LARGEST, (value - means[i]!) / deviation));
  });
}

/** The function from profile to segment; undefined for a conversation in which nothing was said. */
export function createSegmenter(model: SegmentModel, version: string, features: FeatureSet) {
  return (profile: ConversationProfile): SegmentMembership | undefined => {
    if (profile.counts.visitorTurns === 0) return undefined;
    const row = features.rowOf(profile);
    const segment = nearestSegment(model.segments, { row, point: standardise(row, model) });
    if (segment === undefined) return undefined;
    const { id, name, traits, traitFacts = [] } = segment;
    const shown = traits.filter((_, i) => traitFacts[i] !== undefined && isTrueOf(row, traitFacts[i]));
    return { segmentId: toSegmentId(id), name, traits, shown, modelVersion: version };
  };
}

/** The nearest of those whose sign the row shows; the one without a sign only when there is no other. */
export function nearestSegment<Kind extends SegmentCenter>(
  segments: readonly Kind[],
  { row, point }: { readonly row: Float64Array; readonly point: Float64Array },
): Kind | undefined {
  const signed = segments.filter(({ sign }) => sign !== undefined && showsSign(row, sign));
  const open = signed.length > 0 ? signed : segments.filter(({ sign }) => sign === undefined);
  let best: Kind | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const segment of open) {
    const distance = point.reduce((sum, value, i) => sum + (value - segment.center[i]!) ** 2, 0);
    if (distance < least) [best, least] = [segment, distance];
  }
  return best;
}
