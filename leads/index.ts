/** The door of leads/: conversation events in, cleaned, classified, segmented and scored leads out. */

export type { ClassUtterance } from './classify/train-class.js';
export { cleanLead } from './clean/clean-lead.js';
export { createLeadConsumer, type LeadConsumerSettings, scoreProfile } from './consumer.js';
export { type FeatureSet, featureColumns, featuresOf, type LeadFeature } from './features/lead-feature.js';
export { LEAD_MODELS, type LeadModelName } from './lead-model-names.js';
export { type LeadModels, untrainedLeadModels } from './lead-models.js';
export {
  type ClassFile,
  classFileSchema,
  type LeadPack,
  type LeadSignal,
  type LeadsFile,
  leadsFileSchema,
  type ValueReading,
} from './lead-pack.js';
export { mergeWording } from './lead-wording.js';
export {
  loadLeadModels,
  type StoredLeadModel,
  type StoredLeadModels,
  scoreFeatureRow,
  versionsOf,
} from './load-lead-models.js';
export * from './ports.js';
export type { ConversationProfile } from './profile/conversation-profile.js';
export { foldEvent, foldEvents } from './profile/fold-event.js';
export { headlineOf } from './profile/headline.js';
export { decodeProfile, encodeProfile } from './profile/profile-codec.js';
export { toRawLead } from './profile/raw-lead.js';
export { wishesOf } from './profile/wishes.js';
export { rescoreLead } from './rescore-lead.js';
export { judgeScore, type ScoreComparison } from './train/compare-scores.js';
export type { Figures, ScoreEvaluation } from './train/evaluate.js';
export {
  type LeadTraining,
  type TrainedLeadModels,
  type TrainedModel,
  trainLeadModels,
} from './train/train-lead-models.js';
export { isLocked, type TrainingConversation } from './train/training-set.js';
