/**
 * Trains the class model: sales, service, complaint, partner, job, spam or other, from what was said. Called by train-lead-models.ts.
 * Each conversation counts twice, whole and cut after a random turn, because live conversations are classified from their first words.
 */
import { type LinearClassifierModel, type TrainingRun, trainLinearClassifier } from '../../learning/index.js';
import { type LeadClass, type Random, seededRandom } from '../../protocol/index.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { conversationText } from './conversation-text.js';

export interface ClassExample {
  readonly profile: ConversationProfile;
  readonly leadClass: LeadClass;
}

/** Share of the examples kept for fitting the confidence. */
const VALIDATION_SHARE = 0.2;

/** Throws Fault `learning.no-data` with fewer than two classes, `learning.cancelled` when aborted. */
export async function trainClass(
  examples: readonly ClassExample[],
  options: TrainingRun & { readonly seed: number },
): Promise<LinearClassifierModel> {
  const random = seededRandom(options.seed);
  const spoken = random.shuffle(examples.filter(({ profile }) => profile.utterances.length > 0));
  const held = spoken.slice(0, Math.floor(spoken.length * VALIDATION_SHARE));
  const kept = spoken.slice(held.length);
  const hasAllClasses = new Set(kept.map((each) => each.leadClass)).size > 1;
  return trainLinearClassifier({
    examples: (hasAllClasses ? kept : spoken).flatMap((example) => labelled(example, random)),
    ...(hasAllClasses && held.length > 10
      ? { validation: { examples: held.flatMap((example) => labelled(example, random)) } }
      : {}),
    options: { seed: options.seed, maxWeights: 120_000 },
    onProgress: options.onProgress,
    signal: options.signal,
  });
}

function labelled({ profile, leadClass }: ClassExample, random: Random) {
  const turns = profile.utterances.length;
  const cuts = turns > 1 ? [undefined, 1 + random.integer(turns - 1)] : [undefined];
  return cuts.map((cut) => ({ ...conversationText(profile, cut), label: leadClass }));
}
