/**
 * Finds segments among conversations by k-means over their standardised features, with the number of clusters by silhouette, gives each
 * cluster a sign that all its members show, and names it by that. Called by train-lead-models.ts; outcome and class play no part.
 */
import { type Interval, silhouette, type TrainingRun } from '../../learning/index.js';
import { Fault, seededRandom } from '../../protocol/index.js';
import type { FeatureSet } from '../features/lead-feature.js';
import { notesOf } from '../lead-wording.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { clusterRows } from './cluster-rows.js';
import { nameSegment } from './name-segment.js';
import { type SegmentModel, standardise } from './segment-lead.js';
import { signsOf } from './segment-sign.js';
import { type SettledSegment, settleSegments } from './settle-segments.js';

/** Features that say nothing about what a visitor is after: how long, by which way they came. */
const LEFT_OUT = new Set(['minutes', 'phone-call', 'campaign']);
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
  const { clusters } = await clusterRows(points, options);
  const signs = signsOf(features.features, scale.means);
  const candidates = signs.filter(
    ({ feature }) => features.features[feature]!.label !== undefined && scale.deviations[feature]! > 0,
  );
  const settled = settleSegments(clusters, { rows, points, candidates });
  const { pack } = features.context;
  const scene = { features: features.features, rows, signs, wording: notesOf(pack.wording) };
  const segments = settled.map(({ members, ...center }, i) => ({
    id: `segment-${i + 1}`,
    ...center,
    size: members.length,
    ...nameSegment(settled[i]!, scene),
  }));
  const width = widthOf(settled, points, options.seed);
  return {
    model: { kind: 'lead-segments', names: features.features.map((each) => each.name), ...scale, segments },
    figures: { silhouette: { value: width, low: width, high: width } },
  };
}

const SILHOUETTE_SAMPLE = 300;

/** Silhouette of the settled segments on a sample of the conversations; 0 where there is one segment only. */
function widthOf(settled: readonly SettledSegment[], points: readonly Float64Array[], seed: number): number {
  if (settled.length < 2) return 0;
  const labelled = settled.flatMap(({ members }, label) =>
    members.map((i) => ({ point: points[i]!, label })),
  );
  const sample = seededRandom(seed).shuffle(labelled).slice(0, SILHOUETTE_SAMPLE);
  return silhouette(
    sample.map(({ point }) => point),
    sample.map(({ label }) => label),
  );
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
