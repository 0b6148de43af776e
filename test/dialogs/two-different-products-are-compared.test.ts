import { beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

describe('two different products are compared', () => {
  it.each([
    ['in one sentence', ['compare iphone 15 and iphone 15'], 'en', 'pixel 8a'],
    ['one after the other', ['compare iphone 15', 'the iphone 15'], 'en', 'pixel 8a'],
    ['in Chinese', ['比较一下小米14和小米14'], 'zh', '华为P60'],
  ])('asks for another when the same is named twice %s', async (_how, lines, locale, other) => {
    const talk = await startConversation({ locale });
    await talk.sayAll(...lines);
    expect(talk.keys).toEqual(['reject.same-product', 'compare.ask.second']);
    await talk.say(other);
    expect(talk.keys).toEqual(['compare.answer']);
  });

  it('control: two different ones are compared at once', async () => {
    const talk = await startConversation();
    await talk.say('compare iphone 15 and pixel 8a');
    expect(talk.keys).toEqual(['compare.answer']);
  });
});
