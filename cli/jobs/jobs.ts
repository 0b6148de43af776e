/** Every learning job by name: what the job worker can do. A job takes plain data, reports progress and returns plain data. */
import { evalIntents } from './eval-intents.js';
import { evalSlots } from './eval-slots.js';
import { forecast } from './forecast.js';
import { loyalty } from './loyalty.js';
import { scoreLeads } from './score-leads.js';
import { segment } from './segment.js';
import { stats } from './stats.js';
import { trainLeads } from './train-leads.js';
import { uplift } from './uplift.js';

export const jobs = {
  'eval-intents': evalIntents,
  'eval-slots': evalSlots,
  'train-leads': trainLeads,
  'score-leads': scoreLeads,
  segment,
  loyalty,
  uplift,
  forecast,
  stats,
} as const;

export type Jobs = typeof jobs;
