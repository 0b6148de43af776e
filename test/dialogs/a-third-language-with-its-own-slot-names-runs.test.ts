import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPack } from '../../bot/pack/index.js';
import {
  createDemoActions,
  createDialogEngine,
  type DialogEngine,
  type DialogPack,
  loadUnderstanding,
  trainUnderstanding,
} from '../../dialogs/index.js';
import { Conversation, fewAnswers } from './conversation.js';
import { TRAINING_TIMEOUT_MS } from './trained-pack.js';

const PACK = join(import.meta.dirname, '..', 'fixtures', 'packs', 'praxis');

async function engineOf(pack: DialogPack): Promise<DialogEngine> {
  const artefacts = await trainUnderstanding(pack, { seed: 1 });
  const understander = loadUnderstanding(pack, artefacts);
  return createDialogEngine({ pack, understander, answers: fewAnswers, actions: createDemoActions() });
}

let pack: DialogPack;
let engine: DialogEngine;
beforeAll(async () => {
  pack = loadPack(PACK).dialogs;
  engine = await engineOf(pack);
}, TRAINING_TIMEOUT_MS);

const talk = (on = engine) => new Conversation(on, [], { locale: 'de' });

describe('a pack in a third language with slot names of its own', () => {
  it('books from first to last word', async () => {
    const visit = talk();
    await visit.say('ich brauche einen Termin für eine Krone');
    expect(visit.last.bot.expects?.slot).toBe('art');
    expect(visit.choices).toEqual(['slot:art=Keramik', 'slot:art=Gold']);
    await visit.sayAll('Keramik', 'ich heiße Jürgen Groß', 'am Dienstag', '15:30');
    expect(visit.last.bot.expects?.slot).toBe('telefon');
    const confirmation = await visit.say('030 23125 012');
    for (const part of ['Krone', '650', 'Jürgen Groß', '6. Januar', '15:30'])
      expect(confirmation).toContain(part);
    await visit.say('ja');
    expect(visit.draftsOf('flow.completed')[0]?.personal?.slots).toEqual({
      leistung: 'krone',
      art: 'Keramik',
      patient: 'Jürgen Groß',
      tag: '2026-01-06',
      uhrzeit: '15:30',
      telefon: '+493023125012',
    });
  });

  it('narrows what it offers by the limit, which is called otherwise here', async () => {
    const visit = talk();
    await visit.say('ich will einen Termin bis 100 Euro');
    const offered = visit.choices.join(' ');
    expect(offered).toContain('reinigung');
    expect(offered).not.toContain('bleaching');
  });

  it('tells a refusal and a question from a name', async () => {
    const visit = talk();
    await visit.sayAll('ich brauche einen Termin für eine Zahnreinigung', 'muss ich das sagen');
    expect(visit.keys).toEqual(['why.patient', 'ask.patient']);
    await visit.say('wozu brauchen Sie das');
    expect(visit.keys).toEqual(['why.patient', 'ask.patient']);
    await visit.say('Ngozi Adichie');
    expect(visit.last.bot.expects?.slot).toBe('tag');
  });

  it('says what it does not offer', async () => {
    const visit = talk();
    expect(await visit.say('was kostet ein Hubschrauber')).toContain('Hubschrauber');
    expect(visit.keys[0]).toBe('reject.unknown-product');
  });

  it('control: where no slot is a limit, nothing is narrowed', async () => {
    const flows = pack.flows.map((flow) => ({
      ...flow,
      slots: flow.slots.filter((slot) => slot.name !== 'hoechstpreis'),
    }));
    const visit = talk(await engineOf({ ...pack, slots: {}, flows }));
    await visit.say('ich will einen Termin bis 100 Euro');
    expect(visit.choices.join(' ')).toContain('bleaching');
  });
});
