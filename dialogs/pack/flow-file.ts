/**
 * Shape of `flows/<flow>.yaml`: the slots a flow fills, what it confirms and how it ends. The only place where a
 * company says how a conversation goes; response keys name wordings in `responses/<locale>.yaml`.
 */
import { z } from 'zod';
import { localizedSchema, nameSchema } from './intent-file.js';

const keySchema = z
  .string()
  .regex(/^[a-z][a-z0-9_.-]*$/, 'a response key is lower case words joined by . - _');

/** Holds when the slot (or fact) has one of the values; `is: []` holds when it is empty. */
export const conditionSchema = z.strictObject({
  slot: nameSchema.optional(),
  fact: nameSchema.optional(),
  is: z.array(z.string()).optional(),
  isNot: z.array(z.string()).optional(),
});
export type Condition = z.infer<typeof conditionSchema>;

const optionSchema = z.strictObject({
  value: z.string().min(1),
  label: localizedSchema,
  /** Other words for it, per locale. */
  says: z.record(z.string(), z.array(z.string())).default({}),
});

/** Which values a slot takes; decides recognition, validation and what is offered. */
export const domainSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('catalog'),
    categories: z.array(z.string()).default([]),
    needsStock: z.boolean().default(false),
    /** Names another catalog slot of the flow that must hold another product, as when two are compared. */
    unlike: nameSchema.optional(),
  }),
  /** A list attribute of the product in slot `of`; not asked when that product has none, filled when it has one. */
  z.strictObject({ kind: z.literal('attribute'), attribute: nameSchema, of: nameSchema }),
  z.strictObject({ kind: z.literal('values'), set: nameSchema }),
  z.strictObject({ kind: z.literal('options'), options: z.array(optionSchema).min(1) }),
  z.strictObject({
    kind: z.literal('number'),
    min: z.number().default(0),
    max: z.number().default(1_000_000),
    whole: z.boolean().default(true),
  }),
  z.strictObject({ kind: z.literal('money') }),
  z.strictObject({ kind: z.literal('phone') }),
  z.strictObject({ kind: z.literal('email') }),
  /** A day from today on; `open` refuses days when the business is closed. */
  z.strictObject({
    kind: z.literal('date'),
    open: z.boolean().default(false),
    maxDays: z.number().int().positive().default(365),
  }),
  /** A time of day; `openOn` names the date slot whose opening hours it must fall into. */
  z.strictObject({ kind: z.literal('time'), openOn: nameSchema.optional() }),
  z.strictObject({ kind: z.literal('yes-no') }),
  z.strictObject({
    kind: z.literal('pattern'),
    pattern: z.string().min(1),
    /** How many digits the code has; a bare number of that length gets `prefix`. */
    digits: z.number().int().positive().optional(),
    prefix: z.string().default(''),
  }),
  z.strictObject({
    kind: z.literal('text'),
    form: z.enum(['free', 'name']).default('free'),
    minLength: z.number().int().default(1),
    maxLength: z.number().int().default(500),
  }),
]);
export type Domain = z.infer<typeof domainSchema>;

const slotShape = z.strictObject({
  name: nameSchema,
  /** What the slot is called when it is corrected or shown: "colour". */
  label: localizedSchema,
  /** Names of the understood slots that fill this one, best first; its own name unless told. */
  reads: z.array(nameSchema).min(1).optional(),
  domain: domainSchema,
  /** First question, then one wording per failed try; the last repeats until the ladder hands over. */
  ask: z.union([keySchema, z.array(keySchema)]).default([]),
  /** Response key that says what the answer is needed for, to a visitor who would rather not give it or asks why. */
  why: keySchema.optional(),
  /** Offered beside the question: `cards` for products, `choices` for quick replies. */
  offer: z.enum(['cards', 'choices', 'none']).default('choices'),
  /** Taken when the visitor says it, never asked for. */
  optional: z.boolean().default(false),
  /** Asked for, but "no" leaves it empty. */
  skippable: z.boolean().default(false),
  /** Filled with the words that began the flow, when they say enough: "the screen is cracked". Text slots only. */
  opening: z.boolean().default(false),
  /** Filled with what was said earlier in the conversation. */
  recall: z.boolean().default(false),
  default: z.string().optional(),
  when: conditionSchema.optional(),
  /** Response keys per reason of refusal, instead of the common `reject.*`. */
  rejects: z.record(z.string(), keySchema).default({}),
});

export const flowSlotSchema = slotShape.refine(
  (slot) =>
    slot.optional || slot.default !== undefined || typeof slot.ask === 'string' || slot.ask.length > 0,
  {
    message: 'a slot without `optional` or `default` needs `ask`, the response key of its question',
  },
);
export type FlowSlot = z.infer<typeof flowSlotSchema>;

/** How a flow ends: its steps run in order; a failed action ends the list. */
export const finishSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), key: keySchema, when: conditionSchema.optional() }),
  z.strictObject({
    kind: z.literal('action'),
    action: nameSchema,
    done: keySchema,
    failed: keySchema.default('action.failed'),
    when: conditionSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('answer'), else: keySchema, when: conditionSchema.optional() }),
  z.strictObject({
    kind: z.literal('cards'),
    categories: z.array(z.string()).default([]),
    when: conditionSchema.optional(),
  }),
  /** The bot's menu: what the flow of the intent `help` offers, and a person. */
  z.strictObject({ kind: z.literal('menu'), when: conditionSchema.optional() }),
  z.strictObject({
    kind: z.literal('offer'),
    intents: z.array(nameSchema).min(1),
    when: conditionSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('handoff'),
    reason: nameSchema,
    say: keySchema.default('handoff.start'),
    when: conditionSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('consent'),
    scope: z.enum(['processing', 'recording', 'marketing']),
    grant: z.boolean(),
    when: conditionSchema.optional(),
  }),
]);
export type FinishStep = z.infer<typeof finishSchema>;

const flowShape = z.strictObject({
  flow: nameSchema,
  /** Raised when stored conversations of the former version can no longer be continued. */
  version: z.number().int().positive().default(1),
  /** "ordering a phone": used for "did you mean ...?" and "back to ...". */
  title: localizedSchema,
  /** Intents that start it. */
  intents: z.array(nameSchema).min(1),
  /** Documents are asked first when the visitor asks a question; the flow is then offered. */
  answerFirst: z.boolean().default(false),
  slots: z.array(flowSlotSchema).default([]),
  confirm: keySchema.optional(),
  finish: z.array(finishSchema).min(1),
});
/** Slots that a slot depends on must be catalog slots of the same flow. */
export const flowFileSchema = flowShape.superRefine((flow, context) => {
  const products = flow.slots.filter((slot) => slot.domain.kind === 'catalog').map((slot) => slot.name);
  for (const [index, { name, domain }] of flow.slots.entries()) {
    const other =
      domain.kind === 'attribute' ? domain.of : domain.kind === 'catalog' ? domain.unlike : undefined;
    if (other === undefined || (products.includes(other) && other !== name)) continue;
    context.addIssue({
      code: 'custom',
      path: ['slots', index, 'domain'],
      message: `"${name}" refers to "${other}", which is no other catalog slot of this flow`,
    });
  }
});
export type Flow = z.infer<typeof flowFileSchema>;
