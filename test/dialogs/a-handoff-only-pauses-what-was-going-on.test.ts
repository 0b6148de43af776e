import { beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

const ORDER = 'I want to buy a blue iPhone 15';

async function afterHandoff(locale = 'en') {
  const talk = await startConversation({ locale });
  await talk.sayAll(
    locale === 'en' ? ORDER : '我要买一台蓝色的iPhone 15',
    locale === 'en' ? '>human' : '转人工',
  );
  expect(talk.parts('handoff')).toHaveLength(1);
  return talk;
}

describe('a handoff only pauses what was going on', () => {
  it.each([
    ['en', 'ok', 'yes', ['order a phone', 'iPhone 15', 'blue']],
    ['zh', '好', '对', ['买手机', 'iPhone 15', '蓝色']],
  ])('%s: back with the bot, it is named and goes on after a yes', async (locale, back, yes, words) => {
    const talk = await afterHandoff(locale);
    const offer = await talk.say(back);
    expect(talk.keys).toEqual(['flow.resume']);
    for (const word of words) expect(offer).toContain(word);
    expect(talk.last.bot.expects?.form).toBe('yes-no');
    await talk.say(yes);
    expect(talk.keys).toEqual(['buy_phone.ask.storage']);
    await talk.sayAll('128', '020 7946 0958', 'yes');
    expect(talk.draftsOf('flow.completed').at(-1)?.personal?.slots).toMatchObject({
      color: 'blue',
      storage: '128GB',
    });
    expect(talk.draftsOf('flow.abandoned')).toHaveLength(0);
  });

  it('an answer to its question resumes it at once', async () => {
    const talk = await afterHandoff();
    await talk.say('256GB');
    expect(talk.last.bot.expects?.slot).toBe('phone_number');
  });

  it('a question in between is answered first', async () => {
    const talk = await afterHandoff();
    await talk.say('what are your opening hours?');
    expect(talk.keys).toEqual(['hours.answer', 'flow.resume']);
  });

  it('a no ends it, and it is not asked again', async () => {
    const talk = await afterHandoff();
    await talk.sayAll('ok', 'no thanks');
    expect(talk.keys).toEqual(['decline']);
    expect(talk.draftsOf('flow.abandoned').map((draft) => draft.data.flow)).toEqual(['buy_phone']);
    await talk.say('hello');
    expect(talk.keys).not.toContain('flow.resume');
  });

  it('a flow that got stuck can go on too', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to buy an iPhone 15 in blue 128GB', 'blorp', 'xyzzy', 'qwertz');
    expect(talk.parts('handoff')).toHaveLength(1);
    await talk.sayAll('ok', 'yes', '020 7946 0958');
    expect(talk.keys).toEqual(['buy_phone.confirm']);
  });

  it('control: where nothing was going on, nothing is offered', async () => {
    const talk = await startConversation();
    await talk.sayAll('talk to a person please', 'ok');
    expect(talk.keys).not.toContain('flow.resume');
  });
});
