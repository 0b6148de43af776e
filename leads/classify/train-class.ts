/**
 * Trains the class model: sales, service, complaint, partner, job, spam or other, from what was said. Called by train-lead-models.ts.
 * Each conversation counts twice, whole and cut after a random turn, because live conversations are classified from their first words;
 * the pack's own lines stand for classes that a company seldom meets.
 */
import {
  classify,
  type LabelledUtterance,
  type LinearClassifierModel,
  type TrainingRun,
  trainLinearClassifier,
} from '../../learning/index.js';
import { type LeadClass, type Random, seededRandom } from '../../protocol/index.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { conversationText, utteranceText } from './conversation-text.js';

export interface ClassExample {
  readonly profile: ConversationProfile;
  readonly leadClass: LeadClass;
}

/** An opening utterance that stands for a whole conversation of its class; the pack brings them. */
export interface ClassUtterance {
  readonly text: string;
  readonly leadClass: LeadClass;
  /** As the bot understands it. */
  readonly intent?: string;
}

export interface ClassExamples {
  readonly conversations: readonly ClassExample[];
  readonly utterances: readonly ClassUtterance[];
}

export interface TrainedClass {
  readonly model: LinearClassifierModel;
  /** Least confidence at which a class is more than a guess. */
  readonly certainFrom: number;
}

/** Share of the examples kept for fitting the confidence. */
const VALIDATION_SHARE = 0.2;
/** Length of the intent vector beside the words; chosen on held-out conversations of three seeds among 0.2 to 1.5. */
const INTENT_FACTOR = 0.4;
/** Of the held-out examples that count as certain, this share must be right. */
const CERTAIN_SHARE = 0.9;

/** Throws Fault `learning.no-data` with fewer than two classes, `learning.cancelled` when aborted. */
export async function trainClass(
  examples: ClassExamples,
  options: TrainingRun & { readonly seed: number },
): Promise<TrainedClass> {
  const random = seededRandom(options.seed);
  const spoken = random.shuffle(
    examples.conversations.filter(({ profile }) => profile.utterances.length > 0),
  );
  const [held, kept] = holdOut(spoken);
  const [heldLines, keptLines] = holdOut(random.shuffle(examples.utterances));
  const rowsOf = (conversations: readonly ClassExample[], lines: readonly ClassUtterance[]) => [
    ...conversations.flatMap((example) => labelled(example, random)),
    ...lines.map(({ text, intent, leadClass }) => ({ ...utteranceText(text, intent), label: leadClass })),
  ];
  const hasAllClasses = new Set(kept.map((each) => each.leadClass)).size > 1;
  const canHold = hasAllClasses && held.length > 10;
  const validation = canHold ? rowsOf(held, heldLines) : [];
  const model = await trainLinearClassifier({
    examples: hasAllClasses ? rowsOf(kept, keptLines) : rowsOf(spoken, examples.utterances),
    ...(canHold && { validation: { examples: validation } }),
    options: { seed: options.seed, maxWeights: 120_000, denseFactor: INTENT_FACTOR },
    onProgress: options.onProgress,
    signal: options.signal,
  });
  return { model, certainFrom: certainFrom(model, validation) };
}

function holdOut<Item>(items: readonly Item[]): readonly [held: readonly Item[], kept: readonly Item[]] {
  const border = Math.floor(items.length * VALIDATION_SHARE);
  return [items.slice(0, border), items.slice(border)];
}

/** The least confidence from which on nine of ten held-out examples were right; one half without any, 1 when none is enough. */
function certainFrom(model: LinearClassifierModel, validation: readonly LabelledUtterance[]): number {
  if (validation.length === 0) return 0.5;
  const given = validation
    .map((example) => ({ best: classify(model, example, 1).ranked[0]!, label: example.label }))
    .sort((a, b) => b.best.confidence - a.best.confidence);
  let right = 0;
  let least = 1;
  given.forEach(({ best, label }, i) => {
    if (best.label === label) right++;
    if (right / (i + 1) >= CERTAIN_SHARE) least = best.confidence;
  });
  return Math.max(0.5, least);
}

function labelled({ profile, leadClass }: ClassExample, random: Random) {
  const turns = profile.utterances.length;
  const cuts = turns > 1 ? [undefined, 1 + random.integer(turns - 1)] : [undefined];
  return cuts.map((cut) => ({ ...conversationText(profile, cut), label: leadClass }));
}
