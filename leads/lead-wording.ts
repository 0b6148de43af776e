/**
 * The words of leads/ that no signal of a pack carries, in English and Chinese, and how a pack replaces them or adds a language:
 * section `wording` of `leads.yaml`, merged key by key and language by language. Read by features, score, segments and loading.
 */
import { z } from 'zod';
import type { LocalizedText } from '../protocol/index.js';

const localized = z.record(z.string(), z.string());

const NOTES = {
  /** Segment of those who show nothing in particular. */
  everyoneElse: { en: 'Everyone else', zh: '其他访客' },
  /** The same when nearly all of them said little. */
  shortVisits: { en: 'Short visits', zh: '简短来访' },
  nothingSaid: { en: 'The visitor has not said anything yet.', zh: '访客还没有说话。' },
  otherSignals: {
    en: 'The score was trained for other signals than the pack has now. Train it again.',
    zh: '评分模型对应的信号与当前业务包不一致，请重新训练。',
  },
  untrained: {
    en: 'No score model is trained yet. It needs conversations with known outcomes.',
    zh: '还没有训练评分模型，需要有已知结果的对话。',
  },
} satisfies Record<string, LocalizedText>;

export type LeadWording = Readonly<Record<keyof typeof NOTES, LocalizedText>>;

const NOTE_NAMES = Object.keys(NOTES) as (keyof typeof NOTES)[];

const featureWordsSchema = z
  .strictObject({
    none: localized,
    one: localized,
    many: localized,
    /** More and less of it than usual, as a trait of a segment. */
    high: localized,
    low: localized,
    /** Name of a segment of those who have it. */
    label: localized,
  })
  .partial();
export type FeatureWords = z.infer<typeof featureWordsSchema>;

export const wordingSchema = z.strictObject({
  notes: z.partialRecord(z.enum(NOTE_NAMES), localized).default({}),
  /** By name of a general feature (`turns`, `has-phone` ...). */
  features: z.record(z.string(), featureWordsSchema).default({}),
});
export type PackWording = z.infer<typeof wordingSchema>;

/** The notes in the pack's words, ours where it has none. */
export function notesOf({ notes }: Pick<PackWording, 'notes'>): LeadWording {
  return mergeTexts(NOTES, notes) as LeadWording;
}

/** Words of the second replace and add to those of the first. */
export function mergeWording(base: PackWording, own: PackWording): PackWording {
  const features = { ...base.features };
  for (const [name, words] of Object.entries(own.features)) {
    features[name] = mergeTexts(features[name] ?? {}, words);
  }
  return { notes: mergeTexts(base.notes, own.notes), features };
}

type Texts = Readonly<Partial<Record<string, LocalizedText>>>;

export function mergeTexts<Base extends Texts>(base: Base, own: Texts): Base {
  const merged: Record<string, LocalizedText | undefined> = { ...base };
  for (const [key, text] of Object.entries(own)) merged[key] = { ...base[key], ...text };
  return merged as Base;
}
