/** The head of the lead panel: name, company, and the two ways to reach the person, where they left one. */
import { Button } from '@mantine/core';
import type { ScoredLead } from '../../protocol/index.js';
import { initialsOf } from '../model/plain-names.js';
import { Icon } from '../ui/icon.js';
import { Run } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';

interface LeadHeadProps {
  readonly lead: ScoredLead;
  /** What the list calls the contact; empty when nothing is known. */
  readonly label: string;
}

export function LeadHead({ lead, label }: LeadHeadProps) {
  const words = useWords();
  const name = lead.contact.name ?? (label || words.inbox.unknown);
  return (
    <header className="lead-head">
      <div className="lead-who">
        <span className="avatar" aria-hidden="true">
          {lead.contact.name ? initialsOf(name) : <Icon name="person" />}
        </span>
        <div className="lead-name">
          <h2 className="page-title">
            <Run text={name} />
          </h2>
          <p className="lead-sub">
            <Run text={lead.contact.company ?? words.channels[lead.channel] ?? lead.channel} />
          </p>
        </div>
      </div>
      <Reach lead={lead} />
    </header>
  );
}

function Reach({ lead }: { readonly lead: ScoredLead }) {
  const words = useWords();
  const { phone, email } = lead.contact;
  if (phone === undefined && email === undefined) return null;
  return (
    <div className="lead-reach">
      {phone !== undefined && (
        <Button
          component="a"
          href={`tel:${phone}`}
          variant="filled"
          size="sm"
          leftSection={<Icon name="phone" size={18} />}
        >
          {words.lead.call}
        </Button>
      )}
      {email !== undefined && (
        <Button
          component="a"
          href={`mailto:${encodeURIComponent(email)}`}
          variant={phone === undefined ? 'filled' : 'default'}
          size="sm"
          leftSection={<Icon name="mail" size={18} />}
        >
          {words.lead.email}
        </Button>
      )}
    </div>
  );
}
