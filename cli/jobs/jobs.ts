/** Every learning job by name: what the job worker can do. A job takes plain data, reports progress and returns plain data. */
import { evalIntents } from './eval-intents.js';
import { evalSlots } from './eval-slots.js';
import { scoreLeads } from './score-leads.js';
import { trainLeads } from './train-leads.js';

export const jobs = {
  'eval-intents': evalIntents,
  'eval-slots': evalSlots,
  'train-leads': trainLeads,
  'score-leads': scoreLeads,
} as const;

export type Jobs = typeof jobs;
