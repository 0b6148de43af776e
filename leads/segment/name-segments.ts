/**
 * Names segments by what sets them apart from everybody else, in every language that the features are worded in.
 * Called by train-segments.ts after clustering.
 */
import type { LocalizedText } from '../../protocol/index.js';
import { joinText } from '../features/feature-wording.js';
import type { LeadFeature } from '../features/lead-feature.js';

export interface SegmentNaming {
  readonly name: LocalizedText;
  readonly traits: readonly LocalizedText[];
}

/** A center this many standard deviations from the mean is worth a word. */
const NOTABLE = 0.35;
const MOST_TRAITS = 4;
/** A label names a segment only when it stands for a good part of what sets it apart. */
const LABEL_SHARE = 0.5;
const SEPARATORS: LocalizedText = { en: ', ', zh: '，' };
const ORDINARY: LocalizedText = { en: 'Everyone else', zh: '其他访客' };

/** @param centers in standard deviations from the mean, one row per segment, largest segment first. */
export function nameSegments(
  centers: readonly (readonly number[])[],
  features: readonly LeadFeature[],
): readonly SegmentNaming[] {
  const used = new Set<string>();
  return centers.map((center) => {
    const notable = Array.from(center.keys())
      .filter((i) => Math.abs(center[i]!) >= NOTABLE)
      .sort((a, b) => Math.abs(center[b]!) - Math.abs(center[a]!));
    const traits = notable
      .slice(0, MOST_TRAITS)
      .map((i) => (center[i]! > 0 ? features[i]!.trait.high : features[i]!.trait.low));
    const labels = notable.flatMap((i): LocalizedText[] => {
      const { label } = features[i]!;
      const strongest = Math.abs(center[notable[0]!]!);
      return label && center[i]! >= LABEL_SHARE * strongest ? [label] : [];
    });
    return { name: freshName(labels, traits, used), traits };
  });
}

/** The strongest label that no other segment has; two of them when all are taken; a trait when there is no label. */
function freshName(
  labels: readonly LocalizedText[],
  traits: readonly LocalizedText[],
  used: Set<string>,
): LocalizedText {
  const candidates = [...labels, ...pairsOf(labels), ...traits, ...pairsOf(traits), ORDINARY];
  const fresh = candidates.find((candidate) => !used.has(JSON.stringify(candidate))) ?? ORDINARY;
  used.add(JSON.stringify(fresh));
  return fresh;
}

function pairsOf(texts: readonly LocalizedText[]): readonly LocalizedText[] {
  const [first, ...others] = texts;
  return first === undefined ? [] : others.map((other) => joinText([first, other], SEPARATORS));
}
