import { describe, expect, it } from '@jest/globals';
import {
  classify,
  decodeLinearClassifier,
  encodeLinearClassifier,
  trainLinearClassifier,
} from '../../learning/index.js';
import { Fault } from '../../protocol/fault.js';

const ENGLISH = {
  buy_phone: [
    'I want to buy a phone',
    'can I buy a new phone',
    'phone to buy please',
    'buying a smartphone',
    'get me a phone',
  ],
  opening_hours: [
    'when do you open',
    'what are your opening hours',
    'are you open on sunday',
    'opening time please',
    'when do you close',
  ],
  cancel: [
    'cancel my order',
    'I want to cancel',
    'please cancel it',
    'stop the order',
    'cancel the contract',
  ],
};
const CHINESE = {
  buy_phone: ['我要买手机', '想买一部手机', '请问有手机卖吗', '买手机', '我想买个新手机'],
  opening_hours: ['你们几点开门', '营业时间是什么', '星期天开门吗', '几点关门', '什么时候营业'],
  cancel: ['取消订单', '我要取消', '请帮我取消订单', '不要了取消吧', '取消合同'],
};
const OUT = [
  'tell me a joke',
  'who won the match',
  'is it raining',
  'what is love',
  'sing a song',
  '讲个笑话',
  '今天下雨吗',
];
const examples = [ENGLISH, CHINESE].flatMap((locale) =>
  Object.entries(locale).flatMap(([label, texts]) => texts.map((text) => ({ text, label }))),
);
const train = (seed = 1) => trainLinearClassifier({ examples, outOfScope: OUT, options: { seed } });

describe('a linear classifier trained on a few utterances', () => {
  it.each([
    ['could I buy this phone', 'buy_phone'],
    ['at what time do you open', 'opening_hours'],
    ['please cancel my contract', 'cancel'],
    ['我要买一部新手机', 'buy_phone'],
    ['星期六几点开门', 'opening_hours'],
    ['帮我取消', 'cancel'],
  ])('understands "%s" as %s', async (text, label) => {
    expect(classify(await train(), text).ranked[0]?.label).toBe(label);
  });

  it('gives probabilities that sum to one, best first', async () => {
    const { ranked } = classify(await train(), 'buy a phone');
    expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 6);
    expect(ranked.map((r) => r.confidence)).toEqual(
      ranked.map((r) => r.confidence).toSorted((a, b) => b - a),
    );
  });

  it('calls an utterance without one known feature out of scope, and a trained one in scope', async () => {
    const model = await train();
    expect(classify(model, 'жщюя').isOutOfScope).toBe(true);
    expect(classify(model, '').isOutOfScope).toBe(true);
    expect(classify(model, 'I want to buy a phone').isOutOfScope).toBe(false);
  });

  it('uses context strings that the words do not tell', async () => {
    const pairs = Array.from({ length: 8 }, (_, i) => [
      { text: `blue ${i}`, label: 'color', context: ['expected:color'] },
      { text: `blue ${i}`, label: 'band', context: ['expected:band'] },
    ]).flat();
    const model = await trainLinearClassifier({ examples: pairs, options: { seed: 1 } });
    expect(classify(model, { text: 'blue 9', context: ['expected:band'] }).ranked[0]?.label).toBe('band');
    expect(classify(model, { text: 'blue 9', context: ['expected:color'] }).ranked[0]?.label).toBe('color');
  });

  it('learns from a dense vector beside the words', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      text: 'same words',
      label: i % 2 ? 'odd' : 'even',
      dense: Float32Array.of(i % 2 ? 1 : -1, 0.1),
    }));
    const model = await trainLinearClassifier({ examples: rows, options: { seed: 1 } });
    const read = decodeLinearClassifier(encodeLinearClassifier(model));
    expect(classify(read, { text: 'same words', dense: Float32Array.of(2, 0.2) }).ranked[0]?.label).toBe(
      'odd',
    );
    expect(classify(read, { text: 'same words', dense: Float32Array.of(-2, 0.2) }).ranked[0]?.label).toBe(
      'even',
    );
  });

  it('is the same for the same seed and classifies the same after storing', async () => {
    const bytes = encodeLinearClassifier(await train(7));
    expect(encodeLinearClassifier(await train(7))).toEqual(bytes);
    const before = classify(await train(7), 'please buy the phone');
    const after = classify(decodeLinearClassifier(bytes), 'please buy the phone');
    expect(after.ranked[0]?.label).toBe(before.ranked[0]?.label);
    expect(after.ranked[0]?.confidence).toBeCloseTo(before.ranked[0]!.confidence, 1);
  });

  it('refuses stored bytes that are cut or of another kind', async () => {
    const bytes = encodeLinearClassifier(await train());
    for (const cut of [0, 10, 400, bytes.length - 1]) {
      expect(() => decodeLinearClassifier(bytes.slice(0, cut))).toThrow(Fault);
    }
    expect(() => decodeLinearClassifier(bytes)).not.toThrow();
  });

  it('refuses to train on one label and obeys an abort', async () => {
    const one = [{ text: 'a', label: 'x' }];
    await expect(trainLinearClassifier({ examples: one, options: { seed: 1 } })).rejects.toMatchObject({
      code: 'learning.no-data',
    });
    const control = new AbortController();
    const stages: string[] = [];
    const onProgress = ({ stage }: { stage: string }) => {
      stages.push(stage);
      control.abort();
    };
    await expect(
      trainLinearClassifier({ examples, options: { seed: 1 }, onProgress, signal: control.signal }),
    ).rejects.toMatchObject({ code: 'learning.cancelled' });
    expect(stages).toEqual(['training classifier']);
  });
});
