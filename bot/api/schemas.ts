/** Shapes of the JSON answers, for the OpenAPI document. The TypeScript types of protocol/ are the binding ones. */
import { z } from 'zod';
import {
  type ConversationRow,
  type ModelDrift,
  type ModelSummary,
  type ModelVersionRow,
  type Page,
  type RecordingInfo,
  WISH_STAGES,
} from '../../protocol/index.js';

const localized = z.record(z.string(), z.string());

export const conversationRow: z.ZodType<ConversationRow> = z.object({
  conversationId: z.string(),
  contactName: z.string(),
  company: z.string().optional(),
  channel: z.enum(['web', 'voice-web', 'phone', 'terminal']),
  locale: z.string(),
  startedMs: z.number(),
  lastActiveMs: z.number(),
  headline: localized,
  scorePercent: z.number().optional(),
  readiness: z.enum(['ready', 'look', 'not-yet']).optional(),
  leadClass: z.string().optional(),
  segmentName: localized.optional(),
  isGenerated: z.boolean(),
});

/** One event of a conversation; `data` and `personal` depend on its kind (docs/protocol.md). */
export const conversationEvent = z.object({
  eventId: z.string(),
  workspaceId: z.string(),
  conversationId: z.string(),
  contactId: z.string(),
  sequence: z.int(),
  version: z.int(),
  atMs: z.number(),
  traceparent: z.string().optional(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
  personal: z.record(z.string(), z.unknown()).optional(),
});

const peaks = z.object({ stepMs: z.number(), caller: z.array(z.number()), assistant: z.array(z.number()) });
export const recordingInfo: z.ZodType<RecordingInfo> = z.object({
  recordingId: z.string(),
  url: z.string(),
  durationMs: z.number(),
  sampleRateHz: z.number(),
  channels: z.union([z.literal(1), z.literal(2)]),
  peaks,
});

/** A lead with contact, class, score with reasons, and segment. */
export const scoredLead = z.looseObject({
  leadId: z.string(),
  conversationId: z.string(),
  channel: z.string(),
  locale: z.string(),
  isGenerated: z.boolean(),
  contact: z.record(z.string(), z.string()),
  heard: z.array(z.looseObject({ name: z.string(), value: z.string(), surface: z.string() })),
  classification: z.looseObject({ label: z.string(), confidence: z.number(), isCertain: z.boolean() }),
  score: z.looseObject({ kind: z.enum(['scored', 'insufficient']) }),
  segment: z.looseObject({ segmentId: z.string(), name: localized }).optional(),
  wishes: z.array(z.looseObject({ purpose: z.string(), stage: z.enum(WISH_STAGES), text: localized })),
  headline: localized,
  startedMs: z.number(),
  lastActiveMs: z.number(),
});

export const conversationDetail = z.object({
  row: conversationRow,
  lead: scoredLead.optional(),
  events: z.array(conversationEvent),
  recording: recordingInfo.optional(),
});

const driftColumn = z.object({
  name: z.string(),
  psi: z.number(),
  noise: z.number(),
  verdict: z.enum(['too-few', 'stable', 'moderate', 'shifted']),
});

const modelDrift: z.ZodType<ModelDrift> = z.object({
  version: z.string(),
  atMs: z.number(),
  rows: z.number(),
  verdict: driftColumn.shape.verdict,
  score: driftColumn.optional(),
  inputs: z.array(driftColumn),
  calibration: z.object({
    rows: z.number(),
    promised: z.number(),
    observed: z.number(),
    verdict: z.enum(['too-few', 'stable', 'shifted']),
  }),
});

export const modelSummary: z.ZodType<ModelSummary> = z.object({
  name: z.string(),
  version: z.string(),
  task: z.string(),
  trainedMs: z.number(),
  rows: z.number(),
  seed: z.number(),
  isTrainedOnGenerated: z.boolean(),
  metrics: z.array(
    z.object({
      name: z.string(),
      value: z.number(),
      low: z.number().optional(),
      high: z.number().optional(),
    }),
  ),
  sha256: z.string(),
  pictures: z.array(z.object({ name: z.string(), url: z.string() })),
  errorsUrl: z.string().optional(),
  challenger: z.string().optional(),
  problem: z.string().optional(),
  drift: modelDrift.optional(),
  rescoring: z.object({ done: z.number(), total: z.number() }).optional(),
});

const labelled = z.object({ label: z.string(), confidence: z.number() });

export const predictionAnswer = z.object({
  model: z.string(),
  version: z.string(),
  predictions: z.array(
    z.discriminatedUnion('kind', [
      z.looseObject({
        kind: z.literal('class'),
        label: z.string(),
        confidence: z.number(),
        alternatives: z.array(labelled),
      }),
      z.object({
        kind: z.literal('probability'),
        score: z.number(),
        low: z.number().optional(),
        high: z.number().optional(),
        base: z.number().optional(),
        reasons: z.array(
          z.object({ feature: z.string(), contribution: z.number(), text: z.string().optional() }),
        ),
      }),
    ]),
  ),
});

export const modelVersionRow: z.ZodType<ModelVersionRow> = z.object({
  model: z.string(),
  version: z.string(),
  active: z.boolean(),
  sha256: z.string().nullable(),
  challenger: z.boolean(),
  task: z.string().optional(),
  createdMs: z.number().optional(),
  rows: z.number().optional(),
  gate: z.object({ isPassed: z.boolean(), reason: z.string() }).optional(),
  problem: z.string().optional(),
});

const counts = z.record(z.string(), z.number());
export const overview = z.object({
  conversations: z.number(),
  leads: z.number(),
  generated: z.number(),
  byChannel: counts,
  byClass: counts,
  bySegment: z.array(z.object({ name: localized, traits: z.array(localized), size: z.number() })),
  readiness: counts,
  responseMs: z.object({ p50: z.number(), p95: z.number(), count: z.number() }).optional(),
});

export const consoleSession = z.object({
  brand: localized,
  flowTitles: z.record(z.string(), localized),
  locales: z.array(z.string()),
  timeZone: z.string(),
  currency: z.string(),
  speechLocales: z.array(z.string()),
});

export const visit = z.object({
  token: z.string(),
  conversationId: z.string(),
  locale: z.string(),
  locales: z.array(z.string()),
  brand: z.object({ name: z.string(), accent: z.string() }),
  speechLocales: z.array(z.string()),
  disclosure: z.object({ assistant: z.string(), recording: z.string() }),
  events: z.array(conversationEvent),
});

export const turnAnswer = z.object({ turnId: z.string(), reply: z.looseObject({ locale: z.string() }) });
export const erasure = z.object({
  contactId: z.string(),
  conversations: z.number(),
  personalEvents: z.number(),
  turns: z.number(),
  leads: z.number(),
  recordings: z.number(),
});
export const loginLink = z.object({ url: z.string() });
export const health = z.object({ status: z.literal('ok') });

/** problem+json (RFC 9457) with our codes. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  retryable: z.boolean(),
  fields: z.record(z.string(), z.unknown()),
});

export const pageOf = <Item>(item: z.ZodType<Item>): z.ZodType<Page<Item>> =>
  z.object({ items: z.array(item), nextCursor: z.string().optional(), total: z.number() });
