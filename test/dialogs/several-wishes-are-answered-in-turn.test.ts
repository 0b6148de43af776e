import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Understanding } from '../../protocol/index.js';
import { NOW, startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

async function understand(text: string, locale = 'en'): Promise<Understanding> {
  const { understander } = await trainedPack();
  return understander.understand(text, { locale, channel: 'web', now: NOW });
}

const intentsOf = ({ parts }: Understanding) => parts?.map(({ intent }) => intent);

describe('several wishes are told apart', () => {
  it('gives each wish its intent and its slots', async () => {
    const text = 'cancel order AU104233 and call me back on 020 7946 0958';
    const given = await understand(text);
    expect(intentsOf(given)).toEqual(['cancel_order', 'request_callback']);
    const [first, second] = given.parts!;
    expect(first!.slots.map(({ name }) => name)).toEqual(['order_number']);
    expect(second!.slots.map(({ name }) => name)).toEqual(['phone_number']);
    for (const slot of [...first!.slots, ...second!.slots])
      expect(text.slice(slot.start, slot.end)).toBe(slot.surface);
    expect(intentsOf(await understand('我要取消订单，然后给我回电话', 'zh'))).toEqual([
      'cancel_order',
      'request_callback',
    ]);
    expect(intentsOf(await understand('我要取消訂單，然後給我回電話', 'zh'))).toHaveLength(2);
  });

  it('control: one wish stays one, however many clauses or courtesies it has', async () => {
    for (const text of [
      'I want to cancel my order',
      'hello, I want to cancel my order, thanks',
      'I want a case and a charger',
      'cancel my order, cancel it now',
      "what's the difference between the iPhone 15 and the Pixel 8",
    ])
      expect(intentsOf(await understand(text))).toBeUndefined();
  });

  it('control: what is told in answer to an open question stays whole', async () => {
    const { understander } = await trainedPack();
    const expects = { slot: 'complaint_text', form: 'free' } as const;
    const said = 'cancel my order and call me back';
    const given = understander.understand(said, { locale: 'en', channel: 'web', now: NOW, expects });
    expect(given.parts).toBeUndefined();
  });
});

describe('several wishes are answered in turn', () => {
  it('says what comes later, asks for the first and then takes the other', async () => {
    const talk = await startConversation();
    await talk.say('cancel my order and call me back');
    expect(talk.keys).toEqual(['wish.later', 'order.ask.number']);
    await talk.sayAll('AU104233', 'yes');
    expect(talk.keys).toEqual(['order.cancel.done', 'wish.next', 'ask.phone_number']);
    expect(talk.draftsOf('flow.started').map((draft) => draft.data.flow)).toEqual([
      'cancel_order',
      'request_callback',
    ]);
  });

  it('keeps what was said for the later wish', async () => {
    const talk = await startConversation();
    await talk.sayAll('cancel my order and call me back on 020 7946 0958', 'AU104233', 'yes');
    expect(talk.keys).toContain('wish.next');
    expect(talk.last.bot.expects?.slot).not.toBe('phone_number');
  });

  it('answers at once what needs no question, whatever was said first', async () => {
    const talk = await startConversation();
    await talk.say('I want to cancel my order, and what time do you close today');
    expect(talk.keys).toEqual(['hours.answer', 'order.ask.number']);
    expect(talk.keys).not.toContain('wish.later');
  });

  it('does both in Chinese', async () => {
    const talk = await startConversation({ locale: 'zh' });
    await talk.say('我要取消订单，然后给我回电话');
    expect(talk.keys).toEqual(['wish.later', 'order.ask.number']);
  });

  it('leaves the question below a digression open until both are answered', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to book a visit in Camden', 'I want to cancel my order and call me back');
    expect(talk.keys).toEqual(['wish.later', 'order.ask.number']);
    await talk.sayAll('AU104233', 'yes');
    expect(talk.keys).toEqual(['order.cancel.done', 'wish.next', 'ask.phone_number']);
    await talk.say('stop');
    expect(talk.keys).toEqual(['flow.abandoned', 'flow.back', 'visit.ask.date']);
  });

  it('goes on to the next wish when the first is stopped', async () => {
    const talk = await startConversation();
    await talk.sayAll('cancel my order and call me back', 'stop');
    expect(talk.keys).toEqual(['flow.abandoned', 'wish.next', 'ask.phone_number']);
  });

  it('offers the other wish after a person has had the conversation', async () => {
    const talk = await startConversation();
    await talk.say('get me a human being and cancel my order');
    expect(talk.keys).toEqual(['handoff.start']);
    expect(talk.parts('handoff')[0]?.summary).toContain('cancel my order');
    expect(talk.draftsOf('flow.started').map((draft) => draft.data.flow)).not.toContain('cancel_order');
    await talk.say('hello again');
    expect(talk.keys).toContain('flow.resume');
    await talk.say('yes');
    expect(talk.last.bot.expects?.slot).toBe('order_number');
  });

  it('control: a single wish says nothing of others', async () => {
    const talk = await startConversation();
    await talk.say('cancel my order');
    expect(talk.keys).toEqual(['order.ask.number']);
    await talk.sayAll('AU104233', 'yes');
    expect(talk.keys).not.toContain('wish.next');
  });
});
