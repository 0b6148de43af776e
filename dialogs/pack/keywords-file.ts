/** Shape of `keywords.yaml`: phrases worth noticing in whatever is said, and what noticing one does. Read by bot/pack. */
import { z } from 'zod';
import { KEYWORD_MATCHES } from '../../text/index.js';
import { localizedSchema, nameSchema } from './intent-file.js';

export const keywordsFileSchema = z.record(
  nameSchema,
  z.strictObject({
    /** What a rep reads. */
    title: localizedSchema.default({}),
    /** Per locale, looked for in every language: "iPhone" is said in Chinese as well. */
    phrases: z
      .record(z.string().min(2), z.array(z.string().min(2)).min(1))
      .refine((phrases) => Object.keys(phrases).length > 0, 'at least one locale with phrases'),
    /** `fuzzy`: some letters off; `sound`: other characters or letters that sound the same. */
    match: z
      .array(z.enum(KEYWORD_MATCHES))
      .min(1)
      .default([...KEYWORD_MATCHES]),
    /** Intent whose flow begins when the keyword is heard, whatever else the words mean. */
    starts: nameSchema.optional(),
  }),
);

/** By keyword name. */
export type Keywords = z.infer<typeof keywordsFileSchema>;
