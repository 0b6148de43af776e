/** The names under which the registry keeps the models of leads. */
export const LEAD_MODELS = ['lead-class', 'lead-score', 'lead-segments'] as const;
export type LeadModelName = (typeof LEAD_MODELS)[number];
