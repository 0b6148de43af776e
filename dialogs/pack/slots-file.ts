/**
 * Shape of `slots.yaml`: which of a pack's understood slots play a part that the engine acts on. A pack that declares none
 * has none: a clinic needs no brand. What flows tell by their domains (a phone number, a day) need not be declared.
 */
import { z } from 'zod';
import { nameSchema } from './intent-file.js';

/**
 * - `product`: catalog words fill it.
 * - `brand`: narrows products by their maker; its values file holds the makers' other names.
 * - `price-limit`: an amount that products may cost at most.
 * - `quantity`: how many; `{<product slot>_total}` is multiplied by it.
 * - the others: what the text is read as, also where no flow asks for it.
 */
export const slotRoleSchema = z.enum([
  'product',
  'brand',
  'price-limit',
  'quantity',
  'phone',
  'email',
  'date',
  'time',
  'code',
]);
export type SlotRole = z.infer<typeof slotRoleSchema>;

export const slotsFileSchema = z.record(nameSchema, z.strictObject({ role: slotRoleSchema }));

/** By understood slot name, the one in the marks of utterances. */
export type SlotDeclarations = z.infer<typeof slotsFileSchema>;
