/**
 * The numbers that score and segments are learned from, one object per feature: value, wording and the moment it rests on.
 * general-features.ts lists those of every business, signal-features.ts those of the pack. Language, age or any trait of the
 * person is no feature, nor is the hour or anything known only after the outcome.
 */
import type { DriftValues } from '../../learning/index.js';
import type { LocalizedText } from '../../protocol/index.js';
import type { LeadPack } from '../lead-pack.js';
import { type FeatureWords, mergeTexts } from '../lead-wording.js';
import type { ConversationProfile, Moment } from '../profile/conversation-profile.js';
import type { FeatureWording } from './feature-wording.js';
import { GENERAL_FEATURES } from './general-features.js';
import { signalFeature } from './signal-features.js';

export interface FeatureContext {
  readonly pack: LeadPack;
}

export interface LeadFeature {
  readonly name: string;
  /** Finite, 0 when nothing was heard. */
  value(profile: ConversationProfile, context: FeatureContext): number;
  readonly wording: FeatureWording;
  /** More and less of it than usual, as a trait of a segment. */
  readonly trait: { readonly high: LocalizedText; readonly low: LocalizedText };
  /** Short name of a segment that has much of it. */
  readonly label?: LocalizedText;
  /** Everybody has some of it: only more than usual sets anybody apart. */
  readonly isMatterOfDegree?: true;
  /** The moment the value rests on; absent for what has no moment (how long, through which campaign). */
  moment?(profile: ConversationProfile, context: FeatureContext): Moment | undefined;
  /** What `{value}` in the wording stands for. */
  shown?(profile: ConversationProfile, context: FeatureContext): LocalizedText | string;
}

export interface FeatureSet {
  readonly features: readonly LeadFeature[];
  readonly context: FeatureContext;
  /** One row, in the order of `features`. */
  rowOf(profile: ConversationProfile): Float64Array;
}

/** The general features, reworded by the pack, then one for each of its signals. The order is that of a stored model's rows. */
export function featuresOf(pack: LeadPack): FeatureSet {
  const general = GENERAL_FEATURES.map((feature) => reworded(feature, pack.wording.features[feature.name]));
  const features = [...general, ...pack.signals.map(signalFeature)];
  const context = { pack };
  return {
    features,
    context,
    rowOf: (profile) => Float64Array.from(features, (feature) => feature.value(profile, context)),
  };
}

/** Rows as columns, for looking at how features are spread. */
export function featureColumns(
  { features }: FeatureSet,
  rows: readonly Float64Array[],
): readonly DriftValues[] {
  return features.map(({ name }, column) => ({
    kind: 'numeric',
    name,
    values: rows.map((row) => row[column]!),
  }));
}

/** The feature in the pack's own words where it has some. */
function reworded(feature: LeadFeature, words: FeatureWords | undefined): LeadFeature {
  if (words === undefined) return feature;
  const { none, one, many, high, low, label } = words;
  const given = (texts: Readonly<Record<string, LocalizedText | undefined>>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  return {
    ...feature,
    wording: mergeTexts({ ...feature.wording }, given({ none, one, many })),
    trait: mergeTexts({ ...feature.trait }, given({ high, low })),
    ...(label && { label: { ...feature.label, ...label } }),
  };
}
