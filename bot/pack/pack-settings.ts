/** Shape of `pack.yaml`: who the business is, where and when it works, what counts as success. */
import { z } from 'zod';
import { WEEKDAYS } from '../../dialogs/index.js';

const localized = z.record(z.string().min(2), z.string().min(1));

const hours = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'opening times look like 09:00-18:00')
  .refine((range) => range.slice(0, 5) < range.slice(6), 'closing time must be after opening time');

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'not an IANA time zone');

export const packSettingsSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a pack name is lower case letters, digits and -'),
    title: localized,
    /** Pack in the neighbouring folder that this one builds on. */
    extends: z.string().optional(),
    locales: z.array(z.string().min(2)).min(1),
    defaultLocale: z.string().min(2),
    timeZone: timeZone.default('Etc/UTC'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'two capital letters, ISO 3166')
      .default('GB'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'three capital letters, ISO 4217')
      .default('GBP'),
    /** Accent colour of the widget. */
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'a colour looks like #0b6b57')
      .default('#0b6b57'),
    businessHours: z.partialRecord(z.enum(WEEKDAYS), z.array(hours)).default({}),
    goal: z
      .strictObject({ name: z.string().min(1), windowDays: z.number().int().min(1).max(730) })
      .default({ name: 'conversion', windowDays: 30 }),
    /** Score from which a lead is called ready for sales, 0..1. */
    salesLine: z.number().min(0).max(1).default(0.6),
    consent: z
      .strictObject({
        processing: localized.optional(),
        recording: localized.optional(),
        marketing: localized.optional(),
      })
      .default({}),
  })
  .refine((settings) => settings.locales.includes(settings.defaultLocale), {
    path: ['defaultLocale'],
    message: 'the default locale must be one of locales',
  });

export type PackSettings = z.infer<typeof packSettingsSchema>;
