/** The stored form of a model's columns, checked when a model is read. Called by the codecs of table learners. */
import { z } from 'zod';

export const columnSchemas = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('numeric'), name: z.string() }),
    z.object({ kind: z.literal('categorical'), name: z.string(), categories: z.array(z.string()) }),
  ]),
);
