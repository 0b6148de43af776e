import { beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

const ORDER = 'I want to buy two iPhone 15 in blue 256GB, my number is 020 7946 0958';

describe('visitors can change their mind', () => {
  it('corrects a value at the confirmation and asks to confirm again', async () => {
    const talk = await startConversation();
    expect(await talk.say(ORDER)).toContain('blue');
    const again = await talk.say('no, black');
    expect(again).toContain('black');
    expect(again).not.toContain('blue');
    expect(talk.last.bot.expects?.form).toBe('yes-no');
    expect(await talk.say('make it three')).toContain('3 × iPhone 15');
  });

  it('asks what to change after a bare no, and takes the name of a slot', async () => {
    const talk = await startConversation();
    await talk.sayAll(ORDER, 'no');
    expect(talk.keys).toEqual(['change.what']);
    expect(talk.choices).toContain('change:color');
    await talk.say('the colour');
    expect(talk.last.bot.expects?.slot).toBe('color');
    expect(await talk.say('pink')).toContain('pink');
  });

  it('changes a slot named at the confirmation, in both languages', async () => {
    const talk = await startConversation();
    await talk.sayAll(ORDER, 'change the storage');
    expect(talk.last.bot.expects?.slot).toBe('storage');
    const chinese = await startConversation({ locale: 'zh' });
    await chinese.sayAll('我要买一台蓝色的iPhone 15 256G 电话020 7946 0958', '改一下颜色');
    expect(chinese.last.bot.expects?.slot).toBe('color');
  });

  it('stops at a word and nothing is ordered', async () => {
    const talk = await startConversation();
    await talk.sayAll(ORDER, 'stop');
    expect(talk.keys).toEqual(['flow.abandoned']);
    expect(talk.draftsOf('flow.abandoned')).toHaveLength(1);
    expect(talk.draftsOf('flow.completed')).toHaveLength(0);
    await talk.say('yes');
    expect(talk.draftsOf('flow.completed')).toHaveLength(0);
  });

  it('control: with a yes instead, the order is placed', async () => {
    const talk = await startConversation();
    await talk.sayAll(ORDER, 'yes');
    expect(talk.draftsOf('flow.completed')).toHaveLength(1);
  });

  it.each(['yes please', 'yeah', 'yep go ahead', '对', '好的', 'ok', 'sure'])(
    '"%s" confirms',
    async (words) => {
      const talk = await startConversation();
      await talk.sayAll(ORDER, words);
      expect(talk.draftsOf('flow.completed')).toHaveLength(1);
    },
  );

  it.each(['no', 'nope', '不对', '不是', 'no thanks'])('"%s" does not confirm', async (words) => {
    const talk = await startConversation();
    await talk.sayAll(ORDER, words);
    expect(talk.draftsOf('flow.completed')).toHaveLength(0);
  });

  it('drops a colour that the corrected product does not have', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to buy a pink iPhone 15', 'actually the Xiaomi 14');
    expect(talk.last.bot.expects?.slot).toBe('color');
    expect(talk.choices).toEqual(['slot:color=black', 'slot:color=green', 'slot:color=white']);
  });

  it.each([
    ['I want to buy an iPhone 15', 'the black one, no, blue', 'color', 'blue'],
    ['I want to buy an iPhone 15', 'not the black one, the pink one', 'color', 'pink'],
    ['我要买iPhone 15', '黑色，不对，蓝色', 'color', 'blue'],
    ['I need a quote for iPhone 15', 'two, no, three', 'quantity', '3'],
    ['我想要iPhone 15的报价', '两个，不对，三个', 'quantity', '3'],
  ])('"%s" / "%s": takes what was said last', async (opening, words, slot, value) => {
    const talk = await startConversation({ locale: /\p{Script=Han}/u.test(opening) ? 'zh' : 'en' });
    await talk.sayAll(opening, words);
    const { state } = JSON.parse(talk.state!).stack.dialogStack.at(-1);
    expect(state.slots[slot]).toBe(value);
  });

  it('control: the first of two colours that nobody took back is taken', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to buy an iPhone 15', 'black or blue');
    expect(JSON.parse(talk.state!).stack.dialogStack.at(-1).state.slots.color).toBe('black');
  });
});
