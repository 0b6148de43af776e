/** What is known about a model version: its task, data, figures and the checksums of its files. Written once by the registry, never changed. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { corrupt } from '../binary-format.js';

const figureSchema = z.object({
  value: z.number(),
  /** Bounds of the 95 % interval, where one was computed. */
  low: z.number().optional(),
  high: z.number().optional(),
});

const draftShape = {
  /** What the model does: `intents`, `slots`, `leads`, ... */
  task: z.string().min(1),
  /** sha256 of the training data, hex. */
  dataHash: z.string(),
  rows: z.number().int().nonnegative(),
  seed: z.number().int(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  metrics: z.record(z.string(), figureSchema),
  /** Rows of the test by expected (down) and given label (across), in the order of `labels`. */
  confusion: z
    .object({ labels: z.array(z.string()), counts: z.array(z.array(z.number().int().nonnegative())) })
    .optional(),
  /** What the training took. */
  cost: z
    .object({
      /** Of the whole process, where the training had one of its own. */
      cpuMs: z.number().nonnegative().optional(),
      wallMs: z.number().nonnegative().optional(),
      rows: z.number().int().nonnegative(),
      /** Highest of the training thread's heap, looked at with every progress. */
      peakHeapBytes: z.number().int().nonnegative().optional(),
    })
    .optional(),
  /** How the version did against the one that was active when it was made; it decides about activation without a person. */
  gate: z
    .object({
      against: z.string(),
      figure: z.string(),
      /** New minus active on the same test rows; positive is better. */
      difference: figureSchema,
      rows: z.number().int().nonnegative(),
      isPassed: z.boolean(),
      reason: z.string(),
    })
    .optional(),
};

const cardSchema = z.object({
  ...draftShape,
  name: z.string(),
  version: z.string(),
  codeVersion: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  files: z.record(z.string(), z.object({ sha256: z.string(), sizeBytes: z.number().int() })),
});

const draftSchema = z.object(draftShape);

/** What a trainer says about its model; the registry adds the rest. */
export type ModelCardDraft = z.infer<typeof draftSchema>;
export type ModelCard = z.infer<typeof cardSchema>;
export type GateResult = NonNullable<ModelCard['gate']>;

/** What a trainer says, taken out of a card that the registry wrote. */
export function draftOfCard(card: ModelCard): ModelCardDraft {
  return draftSchema.parse(card);
}

/** One checksum for all files of a version: over their names and checksums. */
export function versionChecksum(card: Pick<ModelCard, 'files'>): string {
  const lines = Object.entries(card.files).map(([file, { sha256 }]) => `${file} ${sha256}\n`);
  return sha256Of(lines.sort().join(''));
}

/** In lower-case hexadecimal; a string counts as UTF-8. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The card as a file, sealed with its own checksum on the last line. */
export function writeCard(card: ModelCard): Uint8Array {
  const body = JSON.stringify(card, null, 2);
  return new TextEncoder().encode(`${body}\n${JSON.stringify({ seal: sha256Of(body) })}\n`);
}

/** Throws Fault `learning.corrupt-model` when the card was changed or cut. */
export function readCard(bytes: Uint8Array): ModelCard {
  const text = new TextDecoder().decode(bytes).trimEnd();
  const end = text.lastIndexOf('\n');
  const body = text.slice(0, Math.max(end, 0));
  if (text.slice(end + 1) !== JSON.stringify({ seal: sha256Of(body) })) throw corrupt('its card was changed');
  const parsed = cardSchema.safeParse(JSON.parse(body));
  if (!parsed.success) throw corrupt('its card breaks the schema', parsed.error);
  return parsed.data;
}
