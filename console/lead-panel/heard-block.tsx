/** What was heard: one row per fact, by the catalog's name of it and in the words that were said, with the button that leads there. */
import { type HeardFact, pickText, type ScoredLead } from '../../protocol/index.js';
import { plainName } from '../model/plain-names.js';
import { withKeys } from '../model/with-keys.js';
import { useSettings } from '../settings/settings-store.js';
import { Run } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';
import { EvidenceButton, type EvidencePlace } from './evidence-button.js';

interface HeardBlockProps {
  readonly lead: ScoredLead;
  readonly evidence: EvidencePlace;
}

export function HeardBlock({ lead, evidence }: HeardBlockProps) {
  const words = useWords();
  return (
    <section className="lead-block" aria-label={words.lead.heard}>
      <h3 className="block-title">{words.lead.heard}</h3>
      {lead.heard.length === 0 ? (
        <p className="meta">{words.lead.nothingHeard}</p>
      ) : (
        <dl className="facts facts-evidence">
          {withKeys(lead.heard, (fact) => fact.name).map(({ key, item: fact }) => (
            <Heard key={key} fact={fact} evidence={evidence} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Heard({ fact, evidence }: { readonly fact: HeardFact; readonly evidence: EvidencePlace }) {
  const words = useWords();
  const { language } = useSettings();
  const said = fact.surface || fact.value;
  const shown = fact.label ? pickText(fact.label, language) : said;
  const isRephrased = said.toLowerCase() !== shown.toLowerCase();
  return (
    <>
      <dt>{words.lead.slots[fact.name] ?? plainName(fact.name)}</dt>
      <dd>
        <span className="fact-value">
          <Run text={shown} />
          {isRephrased && (
            <span className="fact-note">
              {' '}
              <Run text={words.lead.quoted(said)} />
            </span>
          )}
        </span>
        <EvidenceButton evidence={fact.evidence} place={evidence} />
      </dd>
    </>
  );
}
