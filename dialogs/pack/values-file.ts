/** Shape of `values/<slots>.yaml`: canonical value -> what people say for it, per locale. The first synonym is its display name. */
import { z } from 'zod';
import type { Locale } from '../../protocol/index.js';

export const valuesSchema = z.record(
  z.string().min(1),
  z.record(z.string().min(2), z.array(z.string().min(1)).min(1)),
);
export type ValuesFile = z.infer<typeof valuesSchema>;

/** Canonical value -> locale -> synonyms. */
export type ValueSet = Readonly<Record<string, Readonly<Record<Locale, readonly string[]>>>>;

/** The slot whose values a file holds: `colors.yaml` -> `color`, `categories.yaml` -> `category`. */
export function slotOfValuesFile(fileName: string): string {
  const base = fileName.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  return base.endsWith('ies') ? `${base.slice(0, -3)}y` : base.replace(/s$/, '');
}
