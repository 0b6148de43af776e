/** The thread of a conversation: what was named stays meant, a choice is put by name, wishes narrow the range. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

describe('words that fit several products', () => {
  it.each([
    ['how much is the pixel', 'Pixel 8 or Pixel 8a', '8a', /Pixel 8a/],
    ['谷歌Pixel多少钱', 'Pixel 8或Pixel 8a', '8a', /Pixel 8a/],
  ])('"%s": the choice is put by name', async (words, choice, pick, answer) => {
    const talk = await startConversation();
    expect(await talk.say(words)).toContain(choice);
    expect(talk.keys).toEqual(['ask.which']);
    expect(await talk.say(pick)).toMatch(answer);
    expect(talk.keys[0]).toBe('price.answer');
  });

  it('each of two is asked for in turn', async () => {
    const talk = await startConversation();
    expect(await talk.say("what's the difference between the pixel and the iphone")).toContain('Pixel 8 or');
    expect(await talk.say('pixel 8a')).toContain('iPhone 15, iPhone 15 Pro, iPhone 14 or iPhone SE');
    await talk.say('the iphone 15');
    expect(talk.keys[0]).toBe('compare.answer');
  });

  it('control: a general word gets the question of the flow', async () => {
    const talk = await startConversation();
    await talk.say('I want to buy a phone');
    expect(talk.keys).toEqual(['buy_phone.ask.product']);
  });
});

describe('wishes', () => {
  it.each([
    ['三星手机多少钱', ['ask.left'], /Galaxy S24、Galaxy S24 Ultra和Galaxy A55/],
    ['小米手机有货吗', ['stock.answer'], /小米14/],
    ['how much is your fairphone', ['price.answer'], /Fairphone 5/],
  ])('"%s": a maker says which', async (words, keys, names) => {
    const talk = await startConversation();
    expect(await talk.say(words)).toMatch(names);
    expect(talk.keys).toEqual(keys);
  });

  it.each([
    ['I want to buy a phone', 'under 400 pounds', ['ask.left'], /iPhone SE.*Galaxy A55.*Pixel 8a/],
    ['我要买手机', '400镑以内', ['ask.left'], /iPhone SE.*Galaxy A55.*Pixel 8a/],
    ['I want to buy a phone', 'no more than 50 pounds', ['ask.nearest'], /Galaxy A55/],
  ])('"%s" / "%s": what is left is told', async (opening, wish, keys, names) => {
    const talk = await startConversation();
    await talk.say(opening);
    expect(await talk.say(wish)).toMatch(names);
    expect(talk.keys).toEqual(keys);
  });
});

describe('what was named stays meant', () => {
  it.each([
    ['how much is the iphone 15 pro?', "I'll take it", 'black, white, blue or grey'],
    ['iPhone 15 Pro多少钱', '那来一台吧', '黑色、白色、蓝色或灰色'],
  ])('"%s" / "%s"', async (question, words, colors) => {
    const talk = await startConversation();
    await talk.say(question);
    expect(await talk.say(words)).toContain(colors);
  });

  it('a question that a digression answered is not asked again', async () => {
    const talk = await startConversation();
    await talk.sayAll('is it in stock', 'how much is the iphone 15?');
    expect(talk.keys).toEqual(['price.answer', 'stock.answer']);
  });

  it('control: asking a price while ordering is not choosing', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to buy a phone', 'how much is the iphone 15?');
    expect(talk.keys).toEqual(['price.answer', 'flow.back', 'buy_phone.ask.product']);
    expect(talk.last.bot.expects?.slot).toBe('product');
  });
});

describe('on the phone', () => {
  it('what a screen would show is said', async () => {
    const talk = await startConversation({ channel: 'phone' });
    expect(await talk.say('I want to buy a phone')).toMatch(/For example: iPhone 15, .*\./);
    await talk.say('an iphone 15 in blue');
    expect(talk.keys).toEqual(['buy_phone.ask.storage']);
  });

  it('control: on a screen it is not', async () => {
    const talk = await startConversation();
    expect(await talk.say('I want to buy a phone')).not.toContain('For example');
  });
});

describe('one of what was offered', () => {
  it.each([
    ['how much is the pixel', 'the second one', /Pixel 8a/],
    ['how much is the pixel', 'the cheaper one please', /Pixel 8a/],
    ['谷歌Pixel多少钱', '第一个', /Pixel 8(?!a)/],
    ['谷歌Pixel多少钱', '便宜的那个', /Pixel 8a/],
  ])('"%s" / "%s": is pointed at', async (words, pointer, answer) => {
    const talk = await startConversation();
    await talk.say(words);
    expect(await talk.say(pointer)).toMatch(answer);
    expect(talk.keys[0]).toBe('price.answer');
  });

  it('control: there is no fifth of two', async () => {
    const talk = await startConversation();
    await talk.sayAll('how much is the pixel', 'the fifth one');
    expect(talk.keys).not.toContain('price.answer');
  });
});
