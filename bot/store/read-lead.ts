/** Stored leads as today's release knows them. Called by the stores that read the `lead` column; it never writes. */
import type { LocalizedText, ScoredLead } from '../../protocol/index.js';

/** As releases wrote it that knew one headline in one language and no wishes. */
type StoredLead = Omit<ScoredLead, 'headline' | 'wishes'> & {
  readonly headline: string | LocalizedText;
  readonly headlineLocale?: string;
  readonly wishes?: ScoredLead['wishes'];
};

export function readLead(json: string): ScoredLead {
  const { headlineLocale, headline, wishes = [], ...lead } = JSON.parse(json) as StoredLead;
  return {
    ...lead,
    wishes,
    headline: typeof headline === 'string' ? { [headlineLocale ?? lead.locale]: headline } : headline,
  };
}
