/** What the visitor was after, one thing per row: how far each came, and the button that leads to where it began. */
import { pickText, type ScoredLead } from '../../protocol/index.js';
import { withKeys } from '../model/with-keys.js';
import { useSettings } from '../settings/settings-store.js';
import { Run } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';
import { EvidenceButton, type EvidencePlace } from './evidence-button.js';

interface WishesBlockProps {
  readonly lead: ScoredLead;
  readonly evidence: EvidencePlace;
}

export function WishesBlock({ lead, evidence }: WishesBlockProps) {
  const words = useWords();
  const { language } = useSettings();
  if (lead.wishes.length === 0) return null;
  return (
    <section className="lead-block" aria-label={words.lead.wishes}>
      <h3 className="block-title">{words.lead.wishes}</h3>
      <ul className="wishes">
        {withKeys(lead.wishes, (wish) => wish.purpose).map(({ key, item: wish }) => (
          <li className="wish" key={key}>
            <span>
              <Run text={pickText(wish.text, language)} className="fact-value" />
              <span className="wish-stage">{words.lead.stages[wish.stage]}</span>
            </span>
            <EvidenceButton evidence={wish.evidence} place={evidence} />
          </li>
        ))}
      </ul>
    </section>
  );
}
