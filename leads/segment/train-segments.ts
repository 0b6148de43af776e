/**
 * Finds segments among conversations by k-means over their standardised features, with the number of segments by silhouette, and names
 * them. Called by train-lead-models.ts; outcome and class play no part.
 */
import type { Interval, TrainingRun } from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import type { FeatureSet } from '../features/lead-feature.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { clusterRows } from './cluster-rows.js';
import { nameSegments } from './name-segments.js';
import { type SegmentModel, standardise } from './segment-lead.js';

/** Features that say nothing about what a visitor is after. */
const LEFT_OUT = new Set(['minutes']);
const LEAST_CONVERSATIONS = 40;

/** Throws Fault `learning.no-data` below 40 conversations, `learning.cancelled` when aborted. */
export async function trainSegments(
  profiles: readonly ConversationProfile[],
  features: FeatureSet,
  options: TrainingRun & { readonly seed: number },
): Promise<{ readonly model: SegmentModel; readonly figures: Readonly<Record<string, Interval>> }> {
  if (profiles.length < LEAST_CONVERSATIONS) {
    throw new Fault('learning.no-data', `Segments need at least ${LEAST_CONVERSATIONS} conversations.`);
  }
  const rows = profiles.map((profile) => features.rowOf(profile));
  const scale = scaleOf(rows, features);
  const points = rows.map((row) => standardise(row, scale));
  const clusters = await clusterRows(points, options);
  const names = nameSegments(
    clusters.clusters.map((cluster) => cluster.center),
    features.features,
  );
  const segments = clusters.clusters.map((cluster, i) => ({
    id: `segment-${i + 1}`,
    ...cluster,
    ...names[i]!,
  }));
  const { silhouette } = clusters;
  return {
    model: { kind: 'lead-segments', names: features.features.map((each) => each.name), ...scale, segments },
    figures: { silhouette: { value: silhouette, low: silhouette, high: silhouette } },
  };
}

function scaleOf(rows: readonly Float64Array[], { features }: FeatureSet) {
  const mean = (column: number) => rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length;
  const means = features.map((_, column) => mean(column));
  const deviations = features.map((feature, column) => {
    if (LEFT_OUT.has(feature.name)) return 0;
    const squares = rows.reduce((sum, row) => sum + (row[column]! - means[column]!) ** 2, 0);
    return Math.sqrt(squares / rows.length);
  });
  return { means, deviations };
}
