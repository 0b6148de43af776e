import { beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

describe('a person is always within reach', () => {
  it.each(['I want to talk to a human', '转人工', '>human'])(
    '"%s" hands over at any point, with what is known',
    async (words) => {
      const talk = await startConversation();
      await talk.sayAll('I want to buy an iPhone 15 in blue', words);
      const [handoff] = talk.parts('handoff');
      expect(handoff?.reason).toBe('asked_for');
      for (const part of ['iPhone 15', 'blue']) expect(handoff?.summary).toContain(part);
      expect(talk.draftsOf('handoff.requested')).toHaveLength(1);
      expect(talk.keys).not.toContain('flow.back');
    },
  );

  it('hands over after three answers it cannot use, and does not loop', async () => {
    const talk = await startConversation();
    await talk.say('I want to buy an iPhone 15 in blue 128GB');
    expect(talk.last.bot.expects?.slot).toBe('phone_number');
    await talk.sayAll('blorp', 'xyzzy');
    expect(talk.parts('handoff')).toHaveLength(0);
    await talk.say('qwertz');
    expect(talk.parts('handoff')[0]?.reason).toBe('repeated_failure');
  });

  it('hands over after three turns it does not understand at all', async () => {
    const talk = await startConversation();
    await talk.sayAll('blorp', 'xyzzy flurb', 'qwertz');
    expect(talk.parts('handoff')[0]?.reason).toBe('repeated_failure');
  });

  it('control: usable answers hand nobody over', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to buy an iPhone 15 in blue 128GB', '020 7946 0958', 'yes');
    expect(talk.draftsOf('handoff.requested')).toHaveLength(0);
  });

  it('says so when nobody is there', async () => {
    const sunday = Date.UTC(2026, 0, 4, 12);
    const closed = await startConversation({ now: sunday });
    expect(await closed.say('talk to a person please')).toMatch(/Monday/);
    const open = await startConversation();
    expect(await open.say('talk to a person please')).not.toMatch(/Monday/);
  });

  it('takes a complaint word for word', async () => {
    const talk = await startConversation();
    await talk.sayAll(
      'I want to make a complaint',
      'the man in your Camden shop was rude to my mother',
      '>no',
    );
    expect(talk.parts('handoff')[0]).toMatchObject({ reason: 'complaint' });
    expect(talk.parts('handoff')[0]?.summary).toContain('rude to my mother');
  });

  it('honours an opt-out at once', async () => {
    const talk = await startConversation();
    await talk.say('please unsubscribe me');
    expect(talk.draftsOf('consent.recorded')[0]?.data).toMatchObject({
      scope: 'marketing',
      isGranted: false,
    });
  });
});
