/** Promise: the words of a turn say whether it is finished, in both languages, as typed and as a recogniser writes them. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { trainTurnEndInWorker } from '../../bot/models/train-in-worker.js';
import { loadPack } from '../../bot/pack/index.js';
import { examplesOf, loadTurnEnd, type TrainedTurnEnd, type TurnEndModel } from '../../dialogs/index.js';
import { seededRandom } from '../../protocol/index.js';

const SEED = 3;
const utterances = examplesOf(loadPack('packs/aurora').dialogs).map(({ text, locale }) => ({ text, locale }));
/** In a worker, as a server trains: the test runner's own globals make hashing ten times slower. */
const train = (turns: typeof utterances) =>
  trainTurnEndInWorker(turns, { seed: SEED, stage: 'training end of turn' });

let trained: TrainedTurnEnd;
let model: TurnEndModel;
beforeAll(async () => {
  trained = await train(utterances);
  model = loadTurnEnd(trained.artefact);
});

describe('open words are told from finished ones', () => {
  test.each([
    ['I want to buy a', 'I want to buy a phone'],
    ['Can you tell me the price of the', 'Can you tell me the price of the iPhone 15'],
    ['My broadband is', 'My broadband is down'],
    ['请问你们的', '请问你们几点开门'],
    ['你们的', '你们的营业时间是什么'],
  ])('"%s" less than "%s"', (open, finished) => {
    expect(model.judge(open)).toBeLessThan(0.3);
    expect(model.judge(finished)).toBeGreaterThan(0.5);
  });

  test('capitals, marks and full stops that a recogniser puts behind everything say nothing', () => {
    expect(model.judge('I want to buy a.')).toBe(model.judge('i want to buy a'));
    expect(model.judge('我要買手機。')).toBe(model.judge('我要买手机'));
  });

  test('a filler at the end holds the turn, whatever stands before it; a filler before the last words does not', () => {
    for (const filler of ['um', 'uh.', 'erm', 'Hmm,']) {
      expect(model.judge(`I want to buy a phone, ${filler}`)).toBeLessThanOrEqual(0.05);
    }
    expect(model.judge('我要买手机，那个')).toBeLessThanOrEqual(0.05);
    expect(model.judge('I want, um, to buy a phone')).toBeGreaterThan(0.3);
    expect(model.judge('I want to buy an album')).toBeGreaterThan(0.05);
  });

  test('beginnings of utterances left out are ranked below whole ones; in jumbled words less so', async () => {
    expect(trained.auc.en).toBeGreaterThan(0.88);
    expect(trained.auc.zh).toBeGreaterThan(0.88);
    const random = seededRandom(SEED);
    const jumbled = utterances.map(({ text, locale }) => ({
      text: random.shuffle(text.split(' ')).join(' '),
      locale,
    }));
    const { auc } = await train(jumbled.filter(({ locale }, i) => locale === 'en' && i % 2 === 0));
    expect(auc.en).toBeLessThan(trained.auc.en! - 0.05);
  });

  test('of a very long turn the last words count', () => {
    const long = 'I would like to know '.repeat(2000);
    expect(model.judge(`${long} the price of the`)).toBeLessThan(0.3);
  });
});
