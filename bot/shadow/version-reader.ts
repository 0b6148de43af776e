/** Makes a stored version answer the questions of a trial. Runs on the trial's own thread, never on the one that answers visitors. */
import { decodeProfile, type LeadModels, loadLeadModels } from '../../leads/index.js';
import type { ModelVersion } from '../../learning/index.js';
import { assertNever, Fault, type LeadScore, type ShadowOpinion } from '../../protocol/index.js';
import { UNDERSTANDING, understanderOf } from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';
import type { ShadowQuestion } from './shadow-question.js';

export type VersionReader = (question: ShadowQuestion) => ShadowOpinion;

/** Models whose live readings a trial can follow. */
export const SHADOWED = [UNDERSTANDING, 'lead-class', 'lead-score', 'lead-segments'] as const;
export type ShadowedName = (typeof SHADOWED)[number];

export const isShadowed = (name: string): name is ShadowedName =>
  (SHADOWED as readonly string[]).includes(name);

/** Faults `learning.corrupt-model`, `input.invalid` for a model that reads nothing live. */
export function versionReader(pack: LoadedPack, version: ModelVersion): VersionReader {
  const { name } = version.card;
  if (!isShadowed(name))
    throw new Fault('input.invalid', `Nothing said to the bot is read by "${name}".`, { fields: { name } });
  if (name === UNDERSTANDING) {
    const understander = understanderOf(pack, version);
    return (question) => {
      if (question.kind !== 'utterance') throw unfit(question);
      const { intent, confidence } = understander.understand(question.text, question.context);
      return { label: intent, value: confidence };
    };
  }
  const stored = { version: `${name} ${version.card.version}`, files: version.files };
  const models = loadLeadModels({ [name]: stored }, pack.leads);
  return (question) => {
    if (question.kind !== 'profile') throw unfit(question);
    return leadOpinion(name, models, question.profile);
  };
}

function leadOpinion(
  name: Exclude<ShadowedName, typeof UNDERSTANDING>,
  models: LeadModels,
  encoded: string,
): ShadowOpinion {
  const profile = decodeProfile(encoded);
  switch (name) {
    case 'lead-class': {
      const { label, confidence } = models.classify(profile);
      return { label, value: confidence };
    }
    case 'lead-score':
      return scoreOpinion(models.score(profile));
    case 'lead-segments':
      return { label: models.segment(profile)?.segmentId ?? 'none' };
    default:
      return assertNever(name);
  }
}

/** What sales acts upon, and the probability behind it. */
export const scoreOpinion = (score: LeadScore): ShadowOpinion =>
  score.kind === 'scored' ? { label: score.readiness, value: score.value } : { label: 'insufficient' };

const unfit = ({ kind }: ShadowQuestion) =>
  new Fault('internal.unexpected', 'The model does not answer this kind of question.', { fields: { kind } });
