/** Shapes of the JSON answers about trials and retraining, for the OpenAPI document. The TypeScript types of protocol/ are the binding ones. */
import { z } from 'zod';
import type { RetrainingStatus, ShadowReport } from '../../protocol/index.js';

const bounded = z.object({ value: z.number(), low: z.number(), high: z.number() });
const opinion = z.object({ label: z.string(), value: z.number().optional() });
const readingTime = z.object({ medianMs: z.number(), p95Ms: z.number() });

export const shadowReport: z.ZodType<ShadowReport> = z.object({
  model: z.string(),
  active: z.string(),
  challenger: z.string(),
  state: z.enum(['reading', 'halted', 'waiting']),
  problem: z.string().optional(),
  readings: z.number(),
  firstMs: z.number().optional(),
  lastMs: z.number().optional(),
  agreement: bounded.optional(),
  difference: z
    .object({ rows: z.number(), mean: z.number(), meanAbsolute: z.number(), most: z.number() })
    .optional(),
  outcomes: z
    .object({
      rows: z.number(),
      won: z.number(),
      activeBrier: z.number(),
      challengerBrier: z.number(),
      brierGain: bounded,
      auc: z.object({ active: z.number(), challenger: z.number(), gain: bounded }).optional(),
    })
    .optional(),
  latency: z.object({ active: readingTime, challenger: readingTime }).optional(),
  disagreements: z.array(
    z.object({
      conversationId: z.string(),
      atMs: z.number(),
      active: opinion,
      challenger: opinion,
      text: z.string().optional(),
    }),
  ),
  missed: z.object({ full: z.number(), late: z.number(), failed: z.number(), setAside: z.number() }),
});

const ofModel = { model: z.string() };
export const retrainingStatus: z.ZodType<RetrainingStatus> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle'), ...ofModel }),
  z.object({
    kind: z.literal('running'),
    ...ofModel,
    startedMs: z.number(),
    reason: z.string(),
    progress: z.object({ stage: z.string(), done: z.number(), total: z.number() }).optional(),
  }),
  z.object({
    kind: z.literal('done'),
    ...ofModel,
    endedMs: z.number(),
    version: z.string(),
    isActivated: z.boolean(),
    verdict: z.string(),
  }),
  z.object({ kind: z.literal('failed'), ...ofModel, endedMs: z.number(), problem: z.string() }),
]);
