import { beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

describe('an order asks only for what is missing', () => {
  it('takes product, quantity, colour and number from one sentence and asks for storage alone', async () => {
    const talk = await startConversation();
    await talk.say('I want to buy two iPhone 15 in blue, my number is 020 7946 0958');
    expect(talk.last.bot.understanding?.intent).toBe('buy_phone');
    const slots = Object.fromEntries(
      talk.last.bot.understanding!.slots.map((slot) => [slot.name, slot.value]),
    );
    expect(slots).toEqual({
      product: 'iphone-15',
      quantity: '2',
      color: 'blue',
      phone_number: '+442079460958',
    });
    expect(talk.last.bot.expects).toEqual({ slot: 'storage', form: 'choice' });
    const confirmation = await talk.say('256');
    expect(talk.last.bot.expects?.form).toBe('yes-no');
    for (const part of ['2 × iPhone 15', 'blue', '256GB', '£1,398', '020 7946 0958'])
      expect(confirmation).toContain(part);
    expect(await talk.say('yes please')).toMatch(/AU\d{6}/);
    expect(talk.draftsOf('flow.completed')[0]?.personal?.slots).toMatchObject({
      product: 'iphone-15',
      storage: '256GB',
      quantity: '2',
    });
  });

  it('control: without the details each of them is asked for', async () => {
    const talk = await startConversation();
    const asked: (string | undefined)[] = [];
    for (const line of ['I want to buy a phone', 'iPhone 15', 'blue', '128GB', '020 7946 0958']) {
      await talk.say(line);
      asked.push(talk.last.bot.expects?.slot);
    }
    expect(asked).toEqual(['product', 'color', 'storage', 'phone_number', undefined]);
    expect(talk.last.bot.expects?.form).toBe('yes-no');
  });

  it('sells in Chinese, from a general word', async () => {
    const talk = await startConversation({ locale: 'zh' });
    await talk.say('我要买手机');
    expect(talk.last.bot.understanding).toMatchObject({
      locale: 'zh',
      intent: 'buy_phone',
      slots: [{ name: 'product', surface: '手机' }],
    });
    expect(talk.last.bot.expects?.slot).toBe('product');
    expect(talk.parts('card').length).toBeGreaterThanOrEqual(3);
    await talk.sayAll('苹果十五', '蓝色的', '一二八', '13812345678');
    expect(talk.last.bot.expects?.form).toBe('yes-no');
    expect(await talk.say('好的')).toMatch(/订单号 \*\*AU\d{6}/);
  });

  it('follows the visitor from one language to the other and back', async () => {
    const talk = await startConversation();
    expect(await talk.say('I want to buy an iPhone 15')).toMatch(/colour/);
    expect(await talk.say('蓝色')).toMatch(/容量/);
    expect(talk.last.bot.locale).toBe('zh');
    expect(await talk.say('the small one, 128 please')).toMatch(/number/);
    expect(talk.last.bot.locale).toBe('en');
  });

  it('asks for what an ambiguous name leaves open, and offers what fits', async () => {
    const talk = await startConversation();
    await talk.say('I want to buy a pixel');
    expect(talk.last.bot.expects?.slot).toBe('product');
    expect(talk.parts('card').map((card) => card.title)).toEqual(['Pixel 8', 'Pixel 8a']);
    expect(talk.parts('card').map((card) => card.image)).toEqual(['/art/pixel-8.svg', '/art/pixel-8a.svg']);
    await talk.say('>slot:product=pixel-8a');
    expect(talk.last.bot.expects?.slot).toBe('color');
  });

  it('says why a value is refused and asks again', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to buy an iPhone 15', 'purple');
    expect(talk.keys).toContain('reject.not-offered');
    await talk.sayAll('pink', '128', '12345');
    expect(talk.keys).toContain('reject.phone-too-short');
    await talk.say('020 7946 0958');
    expect(talk.keys).toEqual(['buy_phone.confirm']);
  });

  it('places no order for what is out of stock', async () => {
    const talk = await startConversation();
    await talk.say('I want to buy a Fairphone 5');
    expect(talk.keys).toContain('reject.out-of-stock');
    expect(talk.last.bot.expects?.slot).toBe('product');
  });

  it('does not ask again for a number that was given to another flow', async () => {
    const talk = await startConversation();
    await talk.sayAll('can you call me back on 07700 900123', 'stop', 'I want to buy a clear case in black');
    expect(talk.keys).toEqual(['buy_accessory.confirm']);
    const fresh = await startConversation();
    await fresh.say('I want to buy a clear case in black');
    expect(fresh.last.bot.expects?.slot).toBe('phone_number');
  });
});
