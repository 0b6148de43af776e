/** Where a lead belongs: its class with confidence, its segment with what sets that apart and is true of this lead. */
import { pickText, type ScoredLead } from '../../protocol/index.js';
import { useSettings } from '../settings/settings-store.js';
import { useWords } from '../words/use-words.js';

const percent = (share: number) => `${Math.round(share * 100)}%`;

export function PlacementBlock({ lead }: { readonly lead: ScoredLead }) {
  const words = useWords();
  const { language } = useSettings();
  const { label, confidence, isCertain, alternatives } = lead.classification;
  const name = words.classes[label] ?? label;
  const other = alternatives.find((entry) => entry.label !== label && entry.confidence >= 0.05);
  return (
    <section className="lead-block">
      <dl className="facts">
        <dt>{words.lead.leadClass}</dt>
        <dd>
          {isCertain ? name : words.classes.unclear}{' '}
          <span className="fact-note">
            {isCertain ? percent(confidence) : words.lead.perhaps(name, percent(confidence))}
          </span>
          {other && (
            <span className="fact-note">
              {words.separator}
              {words.classes[other.label] ?? other.label} {percent(other.confidence)}
            </span>
          )}
        </dd>
        <dt>{words.lead.segment}</dt>
        <dd>
          {lead.segment ? pickText(lead.segment.name, language) : words.lead.noSegment}
          {lead.segment && lead.segment.shown.length > 0 && (
            <ul className="traits">
              {lead.segment.shown.map((trait) => (
                <li key={pickText(trait, 'en')}>{pickText(trait, language)}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
