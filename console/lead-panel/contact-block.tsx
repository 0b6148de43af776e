/** Contact data as cleaned, and every change that cleaning made or asks about. */
import type { CleaningNote, ContactFields, ScoredLead } from '../../protocol/index.js';
import { plainName } from '../model/plain-names.js';
import { withKeys } from '../model/with-keys.js';
import { Run } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';

const FIELDS = [
  'name',
  'phone',
  'email',
  'company',
  'address',
] as const satisfies readonly (keyof ContactFields)[];
/** Listed even when nothing was said about them. */
const EXPECTED: ReadonlySet<string> = new Set(['phone', 'email']);

export function ContactBlock({ lead }: { readonly lead: ScoredLead }) {
  const words = useWords();
  const fields = FIELDS.filter((field) => lead.contact[field] !== undefined || EXPECTED.has(field));
  return (
    <section className="lead-block" aria-label={words.lead.contact}>
      <h3 className="block-title">{words.lead.contact}</h3>
      <dl className="facts">
        {fields.map((field) => {
          const value = lead.contact[field];
          return (
            <div className="fact" key={field}>
              <dt>{words.lead.fields[field]}</dt>
              <dd className={value === undefined ? 'fact-missing' : 'fact-value'}>
                {value === undefined ? words.lead.notMentioned : <Run text={value} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

export function CleaningBlock({ lead }: { readonly lead: ScoredLead }) {
  const words = useWords();
  if (lead.cleaning.length === 0) return null;
  return (
    <section className="lead-block" aria-label={words.lead.cleaning}>
      <h3 className="block-title">{words.lead.cleaning}</h3>
      <ul className="cleaning">
        {withKeys(lead.cleaning, (note) => note.field).map(({ key, item: note }) => (
          <Note key={key} note={note} />
        ))}
      </ul>
    </section>
  );
}

function Note({ note }: { readonly note: CleaningNote }) {
  const words = useWords();
  const isFlagged = note.kind === 'flagged';
  return (
    <li>
      <span className={`quiet-tag ${isFlagged ? 'tone-warn' : ''}`}>
        {isFlagged ? words.lead.flagged : words.lead.changed}
      </span>
      <span>
        {words.lead.fields[note.field] ?? plainName(note.field)}: <Run text={note.before} />
        {note.after !== '' && note.after !== note.before && (
          <>
            {' → '}
            <Run text={note.after} />
          </>
        )}
        <span className="fact-note"> {note.why}</span>
      </span>
    </li>
  );
}
