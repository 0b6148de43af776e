/** What leads/ says of every business can be said in a pack's own words, and in languages that leads/ does not know. */
import { describe, expect, it } from '@jest/globals';
import {
  featuresOf,
  foldEvents,
  type LeadPack,
  leadsFileSchema,
  loadLeadModels,
  mergeWording,
} from '../../leads/index.js';
import { demoLeadPack, started, toEvents } from './lead-fixtures.js';

const reworded = (wording: unknown): LeadPack => ({
  ...demoLeadPack(),
  wording: leadsFileSchema.parse({ wording }).wording,
});
const turnsOf = (pack: LeadPack) => featuresOf(pack).features.find((each) => each.name === 'turns')!;

describe('a pack can reword leads', () => {
  it('key by key and language by language, the rest stays', () => {
    const pack = reworded({
      features: { turns: { label: { en: 'Chatters', fr: 'Bavards' }, one: { fr: 'A parlé une fois' } } },
    });
    const plain = turnsOf(demoLeadPack());
    const turns = turnsOf(pack);
    expect(turns.label).toEqual({ ...plain.label, en: 'Chatters', fr: 'Bavards' });
    expect(turns.wording.one).toEqual({ ...plain.wording.one, fr: 'A parlé une fois' });
    expect(turns.wording.none).toEqual(plain.wording.none);
    expect(turns.trait).toEqual(plain.trait);
  });

  it('in its notes, before and after training', () => {
    const pack = reworded({ notes: { untrained: { fr: 'Pas encore entraîné.' } } });
    const profile = foldEvents(toEvents('a', [started()]))!;
    const why = (of: LeadPack) => {
      const score = loadLeadModels({}, of).score(profile);
      return score.kind === 'insufficient' ? score.why : undefined;
    };
    expect(why(pack)).toEqual({ ...why(demoLeadPack()), fr: 'Pas encore entraîné.' });
    expect(why(demoLeadPack())).not.toHaveProperty('fr');
  });

  it('over the words of the pack it extends', () => {
    const base = reworded({ notes: { everyoneElse: { en: 'Others', fr: 'Autres' } } }).wording;
    const own = reworded({ notes: { everyoneElse: { en: 'The rest' } } }).wording;
    expect(mergeWording(base, own).notes.everyoneElse).toEqual({ en: 'The rest', fr: 'Autres' });
  });

  it('control: a note that leads/ does not say is refused', () => {
    expect(leadsFileSchema.safeParse({ wording: { notes: { unknown: { en: 'x' } } } }).success).toBe(false);
  });
});
