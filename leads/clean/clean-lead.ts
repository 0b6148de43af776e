/**
 * Raw lead in, clean lead out: every field validated, every change and every doubt noted. Called by the consumer and by training.
 * Nothing is dropped: what cannot be repaired stays as heard and is flagged.
 */
import type { CleaningNote, CleanLead, ContactFields, HeardFact, RawLead } from '../../protocol/index.js';
import type { LeadPack } from '../lead-pack.js';
import { cleanEmail } from './clean-email.js';
import { cleanPersonName, withCapitals } from './clean-name.js';
import { cleanPhone } from './clean-phone.js';
import { cleanText } from './clean-text.js';

type Notes = CleaningNote[];

/** Brings contact fields into one form; what is doubtful or dropped is noted in `cleaning`, never thrown. */
export function cleanLead(raw: RawLead, pack: LeadPack): CleanLead {
  const cleaning: Notes = [];
  const contact: ContactFields = {
    ...keep('name', nameOf(raw.contact.name, cleaning)),
    ...keep('phone', phoneOf(raw.contact.phone, pack, cleaning)),
    ...keep('email', emailOf(raw.contact.email, cleaning)),
    ...keep('company', companyOf(raw.contact.company, cleaning)),
    ...keep('address', textOf('address', raw.contact.address, cleaning)),
  };
  const heard = raw.heard.map((fact) => cleanFact(fact, pack, cleaning));
  return { ...raw, contact, heard, cleaning };
}

function keep<Field extends string>(field: Field, value: string | undefined): { [Key in Field]?: string } {
  return (value === undefined ? {} : { [field]: value }) as { [Key in Field]?: string };
}

function textOf(field: string, raw: string | undefined, notes: Notes): string | undefined {
  if (raw === undefined) return undefined;
  const text = cleanText(raw);
  noteChange(notes, { field, before: raw, after: text, why: 'encoding or spacing repaired' });
  return text === '' ? undefined : text;
}

function nameOf(raw: string | undefined, notes: Notes): string | undefined {
  const text = textOf('name', raw, notes);
  if (text === undefined) return undefined;
  const { name, doubt } = cleanPersonName(text);
  noteChange(notes, { field: 'name', before: text, after: name, why: 'capitals, titles or an introduction' });
  if (doubt) noteDoubt(notes, 'name', name, doubt);
  return name;
}

function companyOf(raw: string | undefined, notes: Notes): string | undefined {
  const text = textOf('company', raw, notes);
  if (text === undefined) return undefined;
  const isLower = text === text.toLowerCase();
  const company = isLower ? withCapitals(text) : text;
  noteChange(notes, { field: 'company', before: text, after: company, why: 'capitals' });
  return company;
}

function emailOf(raw: string | undefined, notes: Notes): string | undefined {
  const text = textOf('email', raw, notes);
  if (text === undefined) return undefined;
  const { email, isValid, likelyDomain } = cleanEmail(text);
  noteChange(notes, { field: 'email', before: text, after: email, why: 'written as an address' });
  if (!isValid) noteDoubt(notes, 'email', email, 'not a valid address');
  if (likelyDomain) noteDoubt(notes, 'email', email, `the domain may be ${likelyDomain}`);
  return email;
}

function phoneOf(raw: string | undefined, pack: LeadPack, notes: Notes): string | undefined {
  const text = textOf('phone', raw, notes);
  if (text === undefined) return undefined;
  const reading = cleanPhone(text, pack.country);
  if (reading.kind === 'doubtful') {
    noteDoubt(notes, 'phone', text, reading.why);
    return text;
  }
  noteChange(notes, { field: 'phone', before: text, after: reading.e164, why: 'written in E.164' });
  return reading.e164;
}

function cleanFact(fact: HeardFact, pack: LeadPack, notes: Notes): HeardFact {
  const value = textOf(fact.name, fact.value, notes) ?? fact.value;
  const doubt = outlierOf(fact.name, value, pack);
  if (doubt) noteDoubt(notes, fact.name, value, doubt);
  return value === fact.value ? fact : { ...fact, value };
}

/** A number outside the pack's limits for its slot; other values are none. */
function outlierOf(name: string, value: string, pack: LeadPack): string | undefined {
  const limit = pack.limits[name];
  const figure = Number.parseFloat(value.replace(/[^\d.-]/gu, ''));
  if (limit === undefined || Number.isNaN(figure)) return undefined;
  if (limit.min !== undefined && figure < limit.min) return `below ${limit.min}, which is unusual`;
  if (limit.max !== undefined && figure > limit.max) return `above ${limit.max}, which is unusual`;
  return undefined;
}

function noteChange(notes: Notes, change: Omit<CleaningNote, 'kind'>): void {
  if (change.before !== change.after) notes.push({ ...change, kind: 'changed' });
}

function noteDoubt(notes: Notes, field: string, value: string, why: string): void {
  notes.push({ field, kind: 'flagged', before: value, after: value, why });
}
