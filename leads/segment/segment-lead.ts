/**
 * Learned segments as inference holds them, and the one that a profile belongs to: the nearest center in standardised feature space.
 * Called through LeadModels; train-segments.ts finds and names them.
 */
import { type LocalizedText, type SegmentMembership, toSegmentId } from '../../protocol/index.js';
import type { FeatureSet } from '../features/lead-feature.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';

export interface Segment {
  readonly id: string;
  readonly name: LocalizedText;
  /** What sets it apart, strongest first. */
  readonly traits: readonly LocalizedText[];
  /** In standard deviations from the mean of all, one per feature. */
  readonly center: readonly number[];
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

/** One rare fact must not decide alone: standardised values end here. */
const LARGEST = 3;

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
    const segment = nearest(model, standardise(features.rowOf(profile), model));
    if (segment === undefined) return undefined;
    const { id, name, traits } = segment;
    return { segmentId: toSegmentId(id), name, traits, modelVersion: version };
  };
}

function nearest(model: SegmentModel, point: Float64Array): Segment | undefined {
  let best: Segment | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const segment of model.segments) {
    const distance = point.reduce((sum, value, i) => sum + (value - segment.center[i]!) ** 2, 0);
    if (distance < least) [best, least] = [segment, distance];
  }
  return best;
}
