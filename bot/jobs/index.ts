/** The door of bot/jobs: work that a server does beside its turns. */
export { type Repeating, repeat } from './repeat.js';
export { type RescoringParts, rescoreLeads } from './rescore-leads.js';
export { type DriftWatchParts, lookForDrift, WATCHED_MODEL } from './watch-lead-drift.js';
