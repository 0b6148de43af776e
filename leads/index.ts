/** The door of leads/: conversation events in, cleaned, classified, segmented and scored leads out. */
export { cleanLead } from './clean/clean-lead.js';
export { createLeadConsumer, type LeadConsumerSettings, scoreProfile } from './consumer.js';
export { type LeadModels, untrainedLeadModels } from './lead-models.js';
export { type LeadPack, type LeadSignal, type LeadsFile, leadsFileSchema } from './lead-pack.js';
export * from './ports.js';
export type { ConversationProfile } from './profile/conversation-profile.js';
export { foldEvent, foldEvents } from './profile/fold-event.js';
export { headlineOf } from './profile/headline.js';
export { decodeProfile, encodeProfile } from './profile/profile-codec.js';
export { toRawLead } from './profile/raw-lead.js';
