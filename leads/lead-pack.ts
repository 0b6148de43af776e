/**
 * The leads part of a pack: which slots are contact data, which intents, slots and flows are signals, and how they are worded.
 * bot/pack reads `leads.yaml` through `leadsFileSchema`; leads/ itself knows no shop; its own words are in lead-wording.ts
 * and a pack may replace them.
 */
import { z } from 'zod';
import { LEAD_CLASSES, type Locale, type LocalizedText } from '../protocol/index.js';
import { wordingSchema } from './lead-wording.js';

const localized = z.record(z.string(), z.string());

const signalSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  intents: z.array(z.string()).default([]),
  slots: z.array(z.string()).default([]),
  completedFlows: z.array(z.string()).default([]),
  /** Names of keywords.yaml. */
  keywords: z.array(z.string()).default([]),
  /** `{times}` and `{count}` are filled in; `{value}` is what was said last. */
  wording: z.strictObject({ none: localized, one: localized, many: localized.optional() }),
  /** Short name used for segments: "Price seekers". */
  label: localized.optional(),
});

const limitSchema = z.strictObject({ min: z.number().optional(), max: z.number().optional() });

export const leadsFileSchema = z.strictObject({
  /** Slot names that hold contact data. */
  contact: z
    .strictObject({
      phone: z.string().optional(),
      email: z.string().optional(),
      name: z.string().optional(),
      company: z.string().optional(),
      address: z.string().optional(),
    })
    .default({}),
  signals: z.array(signalSchema).default([]),
  /**
   * Per purpose (flow or intent), the most important first, and per locale: templates with `{slot}`; the first whose slots are all
   * known counts, a part in brackets is left out when its slot is not.
   */
  headlines: z.record(z.string(), z.record(z.string(), z.array(z.string()))).default({}),
  /** Intents that say nothing about what is wanted: greetings, thanks, yes and no, bare answers. */
  smallTalk: z.array(z.string()).default([]),
  /** Other words for what leads/ says of every business; whatever is left out stays. */
  wording: wordingSchema.default({ notes: {}, features: {} }),
  /** Numbers outside these limits are flagged, never dropped. */
  limits: z.record(z.string(), limitSchema).default({}),
});

/** `classes/<class>.yaml`: first words of conversations of a class that a company seldom meets, per language. */
export const classFileSchema = z.strictObject({
  class: z.enum(LEAD_CLASSES),
  utterances: z.record(z.string(), z.array(z.string().min(1)).min(1)),
});
export type ClassFile = z.infer<typeof classFileSchema>;

export type LeadsFile = z.infer<typeof leadsFileSchema>;
export type LeadSignal = LeadsFile['signals'][number];
export type ContactSlot = keyof LeadsFile['contact'];

export interface LeadPack extends LeadsFile {
  readonly locales: readonly Locale[];
  /** Of the pack and all that it extends. */
  readonly classes?: readonly ClassFile[];
  readonly defaultLocale: Locale;
  readonly timeZone: string;
  /** ISO 3166 alpha-2: how phone numbers without a country code are read. */
  readonly country: string;
  readonly goal: { readonly name: string; readonly windowDays: number };
  /** Probability from which the company calls a lead ready for sales. */
  readonly salesLine: number;
  /** How a value of a slot reads, in a wish of this purpose or anywhere; as said where absent. */
  readonly readValue?: (slot: string, value: string, purpose?: string) => ValueReading;
}

/**
 * `named`: the same words for every visitor, in every language of the pack ("iPhone 15"); `as-said`: a person's own words are the
 * value; `unfit`: a general word, or nothing that the purpose takes (a phone among the plans), which a wish leaves out.
 */
export type ValueReading =
  | { readonly kind: 'named'; readonly text: LocalizedText }
  | { readonly kind: 'as-said' }
  | { readonly kind: 'unfit' };

/** The words of a value in every language, where it has such. */
export function labelOf(pack: LeadPack, slot: string, value: string): LocalizedText | undefined {
  const reading = pack.readValue?.(slot, value);
  return reading?.kind === 'named' ? reading.text : undefined;
}
