/**
 * Makes the models that serve from the files that training wrote. Called by roles whenever a version becomes active.
 * A model that is missing, or was trained for other signals than the pack has now, says so in the lead instead of guessing.
 */
import { decodeLinearClassifier } from '../learning/index.js';
import { Fault } from '../protocol/index.js';
import { classifyLead } from './classify/classify-lead.js';
import { featuresOf } from './features/lead-feature.js';
import { LEAD_MODELS, type LeadModelName } from './lead-model-names.js';
import { type LeadModels, untrainedLeadModels } from './lead-models.js';
import type { LeadPack } from './lead-pack.js';
import { type LeadWording, notesOf } from './lead-wording.js';
import { type ClassCertainty, decodeModel } from './model-codec.js';
import { scoreLead } from './score/score-lead.js';
import { type ScoredRow, type ScoreModel, scoreRow } from './score/score-model.js';
import { createSegmenter, type SegmentModel } from './segment/segment-lead.js';

/** One model of the registry: its version and verified files. */
export interface StoredLeadModel {
  readonly version: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** From which confidence on a class counts; models of earlier releases have none. */
const EVEN_CHANCE = { certainFrom: 0.5 };

export type StoredLeadModels = Readonly<Partial<Record<LeadModelName, StoredLeadModel>>>;

/** Throws Fault `learning.corrupt-model` for files that are not what they claim. */
export function loadLeadModels(stored: StoredLeadModels, pack: LeadPack): LeadModels {
  return {
    classify: loadClass(stored['lead-class']) ?? untrainedLeadModels.classify,
    score: loadScore(stored['lead-score'], pack) ?? saying(pack, 'untrained'),
    segment: loadSegments(stored['lead-segments'], pack) ?? untrainedLeadModels.segment,
    versions: versionsOf(LEAD_MODELS.map((name) => stored[name]?.version)),
  };
}

/** Versions by name; a model that was never trained is left out. */
export const versionsOf = (versions: readonly (string | undefined)[]): string =>
  versions.filter((version) => version !== undefined).join(', ') || untrainedLeadModels.versions;

/** No score, and the note that says why. */
function saying(pack: LeadPack, note: keyof LeadWording): LeadModels['score'] {
  const why = notesOf(pack.wording)[note];
  return () => ({ kind: 'insufficient', why });
}

function loadClass(stored: StoredLeadModel | undefined): LeadModels['classify'] | undefined {
  if (stored === undefined) return undefined;
  const model = decodeLinearClassifier(fileOf(stored, 'model.bin'));
  const bytes = stored.files['certainty.json'];
  const { certainFrom } = bytes ? decodeModel<ClassCertainty>(bytes, 'lead-class-certainty') : EVEN_CHANCE;
  return (profile) => classifyLead({ model, certainFrom }, stored.version, profile);
}

function loadScore(stored: StoredLeadModel | undefined, pack: LeadPack): LeadModels['score'] | undefined {
  if (stored === undefined) return undefined;
  const model = decodeModel<ScoreModel>(fileOf(stored, 'model.json'), 'lead-score');
  const features = featuresOf(pack);
  if (!hasNames(model.names, features.features)) return saying(pack, 'otherSignals');
  const scorer = { model, version: stored.version, features };
  return (profile) => scoreLead(scorer, profile);
}

function loadSegments(
  stored: StoredLeadModel | undefined,
  pack: LeadPack,
): LeadModels['segment'] | undefined {
  if (stored === undefined) return undefined;
  const model = decodeModel<SegmentModel>(fileOf(stored, 'model.json'), 'lead-segments');
  const features = featuresOf(pack);
  if (!hasNames(model.names, features.features)) return () => undefined;
  return createSegmenter(model, stored.version, features);
}

function hasNames(names: readonly string[], features: readonly { readonly name: string }[]): boolean {
  return names.length === features.length && names.every((name, i) => name === features[i]?.name);
}

function fileOf(stored: StoredLeadModel, name: string): Uint8Array {
  const bytes = stored.files[name];
  if (bytes) return bytes;
  throw new Fault('learning.corrupt-model', `The model version ${stored.version} lacks its file ${name}.`);
}

/**
 * Scores rows of features without a conversation: by number, in the order of `names`. Throws Fault `learning.corrupt-model`, also when the
 * model was trained for other features.
 */
export function scoreFeatureRow(
  bytes: Uint8Array,
  names: readonly string[],
): (row: Float64Array) => ScoredRow {
  const model = decodeModel<ScoreModel>(bytes, 'lead-score');
  if (
    !hasNames(
      model.names,
      names.map((name) => ({ name })),
    )
  )
    throw new Fault('learning.corrupt-model', 'The score was trained for other signals than the pack has.');
  return (row) => scoreRow(model, row);
}
