/** Cleaning repairs contact data and notes every change; what it cannot repair is flagged and kept. */
import { describe, expect, it } from '@jest/globals';
import { cleanLead, foldEvents, toRawLead } from '../../leads/index.js';
import type { SlotReading } from '../../protocol/index.js';
import { demoLeadPack, exchange, slot, started, toEvents } from './lead-fixtures.js';

const pack = demoLeadPack();

function clean(...slots: readonly SlotReading[]) {
  const said = exchange('t1', { text: 'hello', intent: 'inform', slots });
  return cleanLead(toRawLead(foldEvents(toEvents('c1', [started(), ...said]))!, pack), pack);
}

describe('cleaning', () => {
  it.each([
    ['phone_number', 'phone', '020 7946 0958', '+442079460958'],
    ['phone_number', 'phone', 'oh two oh, seven nine four six, oh nine five eight', '+442079460958'],
    ['phone_number', 'phone', '13812345678', '+8613812345678'],
    ['email', 'email', 'Ana.Souza@Example.COM.', 'Ana.Souza@example.com'],
    ['email', 'email', 'ana dot souza at example dot com', 'ana.souza@example.com'],
    ['person_name', 'name', 'my name is priya NAIR'.toLowerCase(), 'Priya Nair'],
    ['person_name', 'name', "mr sean o'neill", "Sean O'Neill"],
    ['person_name', 'name', 'JosÃ©  MartÃ­n', 'José Martín'],
    ['person_name', 'name', '我叫王芳', '王芳'],
    ['company', 'company', 'brightway logistics', 'Brightway Logistics'],
    ['address', 'address', '２２ Park\u200b  Road', '22 Park Road'],
  ] as const)('%s: %s "%s" becomes "%s"', (name, field, before, after) => {
    const lead = clean(slot(name, before));
    expect(lead.contact[field]).toBe(after);
    const notes = lead.cleaning.filter((note) => note.field === field);
    expect(notes[0]?.before).toBe(before);
    expect(notes.findLast((note) => note.kind === 'changed')?.after).toBe(after);
  });

  it('control: clean values bring no notes', () => {
    const lead = clean(
      slot('phone_number', '+442079460958'),
      slot('email', 'ana@example.com'),
      slot('person_name', 'Li Wei'),
      slot('quantity', '2'),
    );
    expect(lead.cleaning).toEqual([]);
  });

  it.each([
    ['phone_number', '12345', 'phone'],
    ['phone_number', 'no phone', 'phone'],
    ['email', 'ana@nowhere', 'email'],
    ['email', 'ana@gmial.com', 'email'],
    ['person_name', 'xxx', 'name'],
    ['person_name', 'agent 47', 'name'],
    ['quantity', '4000', 'quantity'],
    ['budget', '£0', 'budget'],
  ])('%s "%s" is flagged and kept', (name, value, field) => {
    const lead = clean(slot(name, value));
    expect(lead.cleaning.filter((note) => note.kind === 'flagged').map((note) => note.field)).toContain(
      field,
    );
    const kept = [...Object.values(lead.contact), ...lead.heard.map((fact) => fact.value)].join(' ');
    expect(kept.toLowerCase()).toContain(value.toLowerCase());
  });

  it('leaves a name in mixed case and a valid Latin-1 word alone', () => {
    expect(clean(slot('person_name', 'Ronald McDonald')).contact.name).toBe('Ronald McDonald');
    expect(clean(slot('address', 'Ãland 3')).contact.address).toBe('Ãland 3');
  });
});
