/**
 * What an understanding version shows of its test on the pack's locked utterances: confusions, reliability, pictures, and a listing of the
 * worst errors with personal data masked. Called when a version is made; it trains nothing.
 */
import type { ExpectedUnderstanding, UnderstoodExample } from '../../dialogs/index.js';
import { confusionMatrix, type ModelCardDraft, modelPictures } from '../../learning/index.js';
import { findEmails, findPhones } from '../../text/index.js';
import { ERRORS_FILE } from './model-rows.js';

/** Slots whose words tell who somebody is; packs share these names. */
const PERSONAL_SLOTS = new Set(['name', 'phone_number', 'email', 'address', 'order_number', 'company']);
const MASK = '•••';
const MOST_CONFUSIONS = 50;
const EXAMPLES_EACH = 5;

export interface UnderstandingEvidence {
  readonly confusion: NonNullable<ModelCardDraft['confusion']>;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** @param country of the pack, for phone numbers without a prefix. */
export function understandingEvidence(
  understood: readonly UnderstoodExample[],
  country: string,
): UnderstandingEvidence {
  const matrix = confusionMatrix(
    understood.map(({ expected }) => expected.intent),
    understood.map(({ given }) => given.intent),
  );
  const confidence = {
    scores: understood.map(({ given }) => given.confidence),
    positives: understood.map(({ expected, given }) => (expected.intent === given.intent ? 1 : 0)),
  };
  const errors = JSON.stringify({ confusions: worstConfusions(understood, country) });
  return {
    confusion: { labels: [...matrix.labels], counts: matrix.counts.map((row) => Array.from(row)) },
    files: {
      ...modelPictures({ confidence, confusion: matrix }),
      [ERRORS_FILE]: new TextEncoder().encode(errors),
    },
  };
}

/** Most frequent first; within one, the surest mistakes first. */
function worstConfusions(understood: readonly UnderstoodExample[], country: string) {
  const groups = new Map<string, UnderstoodExample[]>();
  for (const example of understood) {
    const { expected, given } = example;
    if (expected.intent === given.intent) continue;
    const key = `${expected.intent}\n${given.intent}`;
    groups.set(key, [...(groups.get(key) ?? []), example]);
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_CONFUSIONS)
    .map((group) => ({
      expected: group[0]!.expected.intent,
      given: group[0]!.given.intent,
      count: group.length,
      examples: [...group]
        .sort((a, b) => b.given.confidence - a.given.confidence)
        .slice(0, EXAMPLES_EACH)
        .map(({ expected, given }) => ({
          text: maskPersonal(expected, country),
          confidence: given.confidence,
        })),
    }));
}

/** The utterance without e-mail addresses, phone numbers, longer numbers and the words of personal slots. */
export function maskPersonal(
  { text, slots }: Pick<ExpectedUnderstanding, 'text' | 'slots'>,
  country: string,
): string {
  let masked = text;
  for (const { name, surface } of slots) {
    if (PERSONAL_SLOTS.has(name) && surface !== '') masked = masked.replaceAll(surface, MASK);
  }
  const spans = [...findEmails(masked), ...findPhones(masked, country)].sort((a, b) => b.start - a.start);
  for (const { start, end } of spans) masked = masked.slice(0, start) + MASK + masked.slice(end);
  return masked.replace(/\d(?:[\s-]?\d){3,}/g, MASK);
}
