/** Stored leads as today's release knows them. Called by the stores that read the `lead` column; it never writes. */
import type { Classification, LocalizedText, ScoredLead, SegmentMembership } from '../../protocol/index.js';

/** As releases wrote it that knew one headline in one language, no wishes, and traits of a segment as a whole only. */
type StoredLead = Omit<ScoredLead, 'headline' | 'wishes' | 'segment' | 'classification'> & {
  readonly headline: string | LocalizedText;
  readonly headlineLocale?: string;
  readonly wishes?: ScoredLead['wishes'];
  readonly classification: Omit<Classification, 'isCertain'> & Partial<Pick<Classification, 'isCertain'>>;
  readonly segment?: Omit<SegmentMembership, 'shown'> & Partial<Pick<SegmentMembership, 'shown'>>;
};

export function readLead(json: string): ScoredLead {
  const {
    headlineLocale,
    headline,
    classification,
    segment,
    wishes = [],
    ...lead
  } = JSON.parse(json) as StoredLead;
  return {
    ...lead,
    wishes,
    classification: { ...classification, isCertain: classification.isCertain ?? true },
    ...(segment && { segment: { ...segment, shown: segment.shown ?? [] } }),
    headline: typeof headline === 'string' ? { [headlineLocale ?? lead.locale]: headline } : headline,
  };
}
