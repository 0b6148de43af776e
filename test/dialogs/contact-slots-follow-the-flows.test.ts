/** A phone number or an e-mail address fills the slot that the pack's flows have for it, whatever that slot is called. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type DialogPack, loadUnderstanding, type UnderstandingArtefacts } from '../../dialogs/index.js';
import { NOW } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

let pack: DialogPack;
let artefacts: UnderstandingArtefacts;
beforeAll(async () => {
  ({ pack, artefacts } = await trainedPack());
}, TRAINING_TIMEOUT_MS);

const NAMES: Readonly<Record<string, string>> = { phone: 'contact_number', email: 'mailbox' };

function renamed(): DialogPack {
  const flows = pack.flows.map((flow) => ({
    ...flow,
    slots: flow.slots.map((slot) => ({ ...slot, name: NAMES[slot.domain.kind] ?? slot.name })),
  }));
  return { ...pack, flows };
}

const slotsOf = (of: DialogPack, text: string) =>
  loadUnderstanding(of, artefacts)
    .understand(text, { locale: 'en', channel: 'web', now: NOW })
    .slots.map((slot) => [slot.name, slot.value]);

describe('contact slots follow the flows', () => {
  it.each([
    ['my number is 020 7946 0958', 'phone_number', 'contact_number', '+442079460958'],
    ['send it to mia@example.com', 'email', 'mailbox', 'mia@example.com'],
  ])('"%s" fills %s, or %s where the flows call it so', (text, name, other, value) => {
    expect(slotsOf(pack, text)).toContainEqual([name, value]);
    expect(slotsOf(renamed(), text)).toContainEqual([other, value]);
    expect(slotsOf(renamed(), text)).not.toContainEqual([name, value]);
  });

  it('control: where no flow asks, it is still heard under its usual name', () => {
    expect(slotsOf({ ...pack, flows: [] }, 'my number is 020 7946 0958')).toContainEqual([
      'phone_number',
      '+442079460958',
    ]);
  });
});
