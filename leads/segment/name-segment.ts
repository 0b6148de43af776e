/**
 * Names segments by what their members do, in every language that the features are worded in: the label of the segment's sign, which
 * all members show. Called by train-segments.ts after settling; what members lack is a trait at most, never a name.
 */
import type { LocalizedText } from '../../protocol/index.js';
import type { LeadFeature } from '../features/lead-feature.js';
import type { LeadWording } from '../lead-wording.js';
import { type SegmentSign, shareOf, showsSign, type TraitFact } from './segment-sign.js';
import type { SettledSegment } from './settle-segments.js';

export interface SegmentNaming {
  readonly name: LocalizedText;
  /** Of most of the members: its sign, what else they do, then what they do not. */
  readonly traits: readonly LocalizedText[];
  /** One per trait. */
  readonly traitFacts: readonly TraitFact[];
}

export interface NamingScene {
  readonly features: readonly LeadFeature[];
  readonly rows: readonly Float64Array[];
  /** One per feature. */
  readonly signs: readonly SegmentSign[];
  readonly wording: Pick<LeadWording, 'everyoneElse' | 'shortVisits'>;
}

/** A center this many standard deviations from the mean is worth a word. */
const NOTABLE = 0.35;
/** Share of the members of whom a trait must be true. */
const MOST = 0.7;
const NEARLY_ALL = 0.9;
const MOST_TRAITS = 4;

export function nameSegment(segment: SettledSegment, scene: NamingScene): SegmentNaming {
  const members = segment.members.map((i) => scene.rows[i]!);
  const traitFacts = traitsOf(segment, members, scene);
  const textOf = ({ feature, isShown }: TraitFact) => {
    const { high, low } = scene.features[feature]!.trait;
    return isShown ? high : low;
  };
  return { name: nameOf(segment, members, scene), traits: traitFacts.map(textOf), traitFacts };
}

function nameOf(
  { sign }: SettledSegment,
  members: readonly Float64Array[],
  { features, signs, wording }: NamingScene,
): LocalizedText {
  const own = sign && features[sign.feature];
  if (own) return own.label ?? own.trait.high;
  const long = signs.find(({ feature }) => features[feature]!.name === 'turns');
  const isShort = long !== undefined && 1 - shareOf(members, long) >= NEARLY_ALL;
  return isShort ? wording.shortVisits : wording.everyoneElse;
}

function traitsOf(
  { center, sign }: SettledSegment,
  members: readonly Float64Array[],
  { signs }: NamingScene,
): readonly TraitFact[] {
  const byStrength = signs
    .filter(({ feature }) => Math.abs(center[feature]!) >= NOTABLE)
    .sort((a, b) => Math.abs(center[b.feature]!) - Math.abs(center[a.feature]!));
  const others = byStrength.filter(({ feature }) => feature !== sign?.feature);
  const shown = others.filter((each) => center[each.feature]! > 0 && shareOf(members, each) >= MOST);
  const lacking = others.filter((each) => center[each.feature]! < 0 && lackShare(members, each) >= MOST);
  return [
    ...[...(sign ? [sign] : []), ...shown].map((each) => ({ ...each, isShown: true })),
    ...lacking.map((each) => ({ ...each, isShown: false })),
  ].slice(0, MOST_TRAITS);
}

const lackShare = (members: readonly Float64Array[], sign: SegmentSign) =>
  members.filter((row) => !showsSign(row, sign)).length / Math.max(1, members.length);
