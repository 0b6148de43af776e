/**
 * Shape of `responses/<locale>.yaml`: response key -> one or several ICU messages, with a spoken variant where the
 * voice needs other words. Plain strings are written and spoken alike (markdown is taken out for the voice).
 */
import { z } from 'zod';

const variants = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const toList = (value: string | string[]) => (typeof value === 'string' ? [value] : value);

const responseSchema = z
  .union([variants, z.strictObject({ text: variants, speech: variants.optional() })])
  .transform(
    (value): Response =>
      typeof value === 'string' || Array.isArray(value)
        ? { text: toList(value) }
        : { text: toList(value.text), ...(value.speech && { speech: toList(value.speech) }) },
  );

export interface Response {
  readonly text: readonly string[];
  /** Said instead of the text; the same number of variants is not needed. */
  readonly speech?: readonly string[];
}

export const responseCatalogSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_.-]*$/, 'a response key is lower case words joined by . - _'),
  responseSchema,
);

/** Response key -> variants, for one locale. */
export type ResponseCatalog = Readonly<Record<string, Response>>;
