/**
 * Scores one profile with a trained model: probability of the goal, interval, and every reason in words with its evidence.
 * Called through LeadModels; the shares of reasons are explained in score-model.ts.
 */
import type { LeadScore, ScoreReason } from '../../protocol/index.js';
import { wordFact } from '../features/feature-wording.js';
import type { FeatureSet } from '../features/lead-feature.js';
import { notesOf } from '../lead-wording.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { evidenceOf } from '../profile/raw-lead.js';
import { type ScoreModel, scoreRow } from './score-model.js';

export interface Scorer {
  readonly model: ScoreModel;
  readonly version: string;
  readonly features: FeatureSet;
}

/** The probability of the pack's goal with bounds and reasons, or `insufficient` where the visitor has said nothing. */
export function scoreLead({ model, version, features }: Scorer, profile: ConversationProfile): LeadScore {
  const { goal, salesLine, wording } = features.context.pack;
  if (profile.counts.visitorTurns === 0) return { kind: 'insufficient', why: notesOf(wording).nothingSaid };
  const row = features.rowOf(profile);
  const { value, low, high, base, contributions } = scoreRow(model, row);
  return {
    kind: 'scored',
    value,
    low,
    high,
    base,
    reasons: reasonsOf(features, profile, { row, contributions }),
    goal: goal.name,
    windowDays: goal.windowDays,
    salesLine,
    readiness: low >= salesLine ? 'ready' : high >= salesLine ? 'look' : 'not-yet',
    modelVersion: version,
    coverage: model.coverage,
    trainedOnConversions: model.conversions,
    isTrainedOnGenerated: model.isTrainedOnGenerated,
  };
}

function reasonsOf(
  { features, context }: FeatureSet,
  profile: ConversationProfile,
  { row, contributions }: { readonly row: Float64Array; readonly contributions: Float64Array },
): readonly ScoreReason[] {
  const reasons = features.flatMap((feature, i): ScoreReason[] => {
    const contribution = contributions[i]!;
    if (contribution === 0) return [];
    const moment = row[i]! > 0 ? feature.moment?.(profile, context) : undefined;
    return [
      {
        feature: feature.name,
        contribution,
        text: wordFact(feature.wording, row[i]!, feature.shown?.(profile, context)),
        source: 'conversation',
        ...(moment && { evidence: evidenceOf(profile.conversationId, moment) }),
      },
    ];
  });
  return reasons.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
