/** Shape of `intents/<intent>.yaml`: example utterances per locale with inline slots. Read by bot/pack and `leadline check`. */
import { z } from 'zod';
import type { Locale } from '../../protocol/index.js';
import { type AnnotatedUtterance, parseAnnotated } from './annotated-utterance.js';

export const nameSchema = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a name is lower case letters, digits and _');

export const localizedSchema = z.record(z.string().min(2), z.string());

export const intentFileSchema = z.strictObject({
  intent: nameSchema,
  description: z.string().default(''),
  /** Marks examples of what is not ours to answer. */
  outOfScope: z.boolean().default(false),
  /** Marks what is said beside a wish and is none itself, such as a greeting: an utterance is never split for its sake. */
  courtesy: z.boolean().default(false),
  /** What the intent is called in "did you mean ...?", per locale; falls back to the title of its flow. */
  title: localizedSchema.optional(),
  utterances: z.record(z.string().min(2), z.array(z.string().min(1))),
});
export type IntentFile = z.infer<typeof intentFileSchema>;

export interface IntentData {
  readonly intent: string;
  readonly description: string;
  readonly outOfScope: boolean;
  readonly courtesy?: boolean;
  readonly title?: Readonly<Record<Locale, string>>;
  readonly utterances: Readonly<Record<Locale, readonly AnnotatedUtterance[]>>;
}

/** The file with its utterances taken apart. Throws Fault `pack.invalid` on a malformed slot mark. */
export function toIntentData(file: IntentFile): IntentData {
  const utterances = Object.fromEntries(
    Object.entries(file.utterances).map(([locale, lines]) => [locale, lines.map(parseAnnotated)]),
  );
  const { intent, description, outOfScope, courtesy, title } = file;
  return {
    intent,
    description,
    outOfScope,
    utterances,
    ...(courtesy && { courtesy }),
    ...(title && { title }),
  };
}
