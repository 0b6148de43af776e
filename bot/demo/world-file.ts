/**
 * Shape of a pack's `world.yaml`: who visits, what they say, and the hidden truth about what they do afterwards.
 * Parsed at the border by whoever reads the file; world.ts trusts the type.
 */
import { z } from 'zod';
import { LEAD_CLASSES } from '../../protocol/index.js';

const share = z.number().min(0).max(1);
const lines = z.array(z.string().min(1)).min(1);
const perLocale = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), schema);

const driversSchema = z.strictObject({ interest: share, urgency: share, fit: share });
export type DriverName = keyof z.infer<typeof driversSchema>;
/** What moves a visitor, each 0..1; never shown to any model. */
export type Drivers = z.infer<typeof driversSchema>;

const stepSchema = z.strictObject({
  /** A line of the file's own; exactly one of `say` and `intent`. */
  say: z.string().optional(),
  /** An example utterance of this intent of the pack. */
  intent: z.string().optional(),
  chance: share.default(1),
  /** Only when these drivers are at least so high. */
  needs: driversSchema.partial().default({}),
  /** Only when these drivers are lower. */
  below: driversSchema.partial().default({}),
});
export type VisitStep = z.infer<typeof stepSchema>;

const scenarioSchema = z.strictObject({
  name: z.string(),
  class: z.enum(LEAD_CLASSES),
  weight: z.number().positive(),
  /** Log-odds of a purchase for a middling visitor. */
  base: z.number(),
  category: z.string().optional(),
  isBusiness: z.boolean().default(false),
  isWebOnly: z.boolean().default(false),
  /** Means of the drivers. */
  drivers: driversSchema,
  steps: z.array(stepSchema).min(1),
});
export type Scenario = z.infer<typeof scenarioSchema>;

const peopleSchema = z.strictObject({
  given: lines,
  family: lines,
  nameOrder: z.enum(['given-family', 'family-given']),
  companies: lines,
  addresses: lines,
  /** `#` stands for a digit. */
  phones: lines,
  emailWords: lines,
});

/** Slots of the pack by what they mean to a visitor. */
const slotsSchema = z.strictObject({
  /** People hesitate to give them. */
  private: z.array(z.string()),
  /** Asked of whoever came with a complaint, they show a misunderstanding, not a wish. */
  selling: z.array(z.string()),
  /** Somebody's own in every example of the pack: always replaced by the visitor's. */
  own: z.array(z.string()),
  /** Name a product of the catalog; in an example half of the time replaced by the wanted one. */
  product: z.array(z.string()),
  /** Drawn from the pack's value set of the same name. */
  sets: z.array(z.string()),
  /** Codes with a number between two bounds. */
  codes: z.record(
    z.string(),
    z.strictObject({ prefix: z.string(), from: z.number().int(), to: z.number().int() }),
  ),
  /** What answers a question that names no slot, by its form (`name`, `digits` ...). */
  ofForm: z.record(z.string(), z.string()),
});

export const worldFileSchema = z.strictObject({
  days: z.number().int().positive(),
  conversations: z.number().int().positive(),
  localeShare: perLocale(share),
  phoneShare: perLocale(share),
  truth: z.strictObject({
    weights: z.strictObject({ interest: z.number(), urgency: z.number(), fit: z.number() }),
    noise: z.number().nonnegative(),
    /** Standard deviation of the drivers around their scenario's means. */
    spread: z.number().nonnegative(),
    valueMinor: z.record(z.string(), z.number()),
  }),
  hours: z.array(z.number().nonnegative()).length(24),
  /** Sunday first. */
  weekdays: z.array(z.number().nonnegative()).length(7),
  pages: lines,
  campaigns: lines,
  campaignShare: share,
  referrers: lines,
  /** Category of what a visitor has in mind when the scenario names none. */
  category: z.string(),
  slots: slotsSchema,
  people: perLocale(peopleSchema),
  answers: perLocale(z.record(z.string(), lines)),
  values: perLocale(z.record(z.string(), lines)),
  lines: z.record(z.string(), perLocale(lines)),
  scenarios: z.array(scenarioSchema).min(1),
});
export type WorldFile = z.infer<typeof worldFileSchema>;
