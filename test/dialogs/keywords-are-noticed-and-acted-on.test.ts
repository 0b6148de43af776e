import { beforeAll, describe, expect, it } from '@jest/globals';
import { featuresOf, foldEvents } from '../../leads/index.js';
import { demoLeadPack, started, toEvents } from '../leads/lead-fixtures.js';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

describe('keywords are noticed', () => {
  it('as an event with the words in its personal part alone', async () => {
    const talk = await startConversation();
    await talk.say('how much is the pixel 8a, vodafon had it for less');
    expect(talk.draftsOf('keyword.spotted')).toEqual([
      {
        kind: 'keyword.spotted',
        data: { keyword: 'competitor', match: 'fuzzy', turnId: 'c1-1' },
        personal: { surface: 'vodafon' },
      },
    ]);
  });

  it('in Chinese by sound and in Traditional characters, kept as written', async () => {
    const talk = await startConversation({ locale: 'zh' });
    await talk.sayAll('中国年通更便宜', '我要找律師');
    expect(
      talk.draftsOf('keyword.spotted').map(({ data, personal }) => [data.match, personal?.surface]),
    ).toEqual([
      ['sound', '中国年通'],
      ['exact', '律師'],
    ]);
  });

  it('and counted as a signal of the lead', async () => {
    const talk = await startConversation();
    await talk.say('vodafone is cheaper');
    const { features, context } = featuresOf(demoLeadPack());
    const signal = features.find(({ name }) => name === 'named-competitor')!;
    const heard = foldEvents(toEvents('c1', [started(), ...talk.drafts]))!;
    expect(signal.value(heard, context)).toBe(1);
    expect(signal.value(foldEvents(toEvents('c1', [started()]))!, context)).toBe(0);
  });

  it('control: without a keyword there is no event', async () => {
    const talk = await startConversation();
    await talk.sayAll('how much is the pixel 8a', 'a phone company');
    expect(talk.draftsOf('keyword.spotted')).toEqual([]);
  });
});

describe('keywords are acted on', () => {
  it('begins the flow that the pack ties to one, in the middle of another', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to buy an iPhone 15 in blue', "you'll hear from my solicitor");
    expect(talk.parts('handoff')).toHaveLength(1);
  });

  it('control: the same words start nothing where the pack ties nothing to them', async () => {
    const talk = await startConversation({
      pack: (pack) => ({
        ...pack,
        keywords: { ...pack.keywords, legal_threat: { ...pack.keywords.legal_threat!, starts: undefined } },
      }),
    });
    await talk.sayAll('I want to buy an iPhone 15 in blue', "you'll hear from my solicitor");
    expect(talk.draftsOf('keyword.spotted')).toHaveLength(1);
    expect(talk.parts('handoff')).toHaveLength(0);
  });

  it('tells flows for the rest of the conversation', async () => {
    const price = {
      kind: 'offer' as const,
      intents: ['request_quote'],
      when: { fact: 'keyword_competitor', is: ['yes'] },
    };
    const talk = await startConversation({
      pack: (pack) => ({
        ...pack,
        flows: pack.flows.map((flow) => (flow.flow === 'ask_price' ? { ...flow, finish: [price] } : flow)),
      }),
    });
    await talk.say('how much is the pixel 8a');
    expect(talk.choices).toEqual([]);
    await talk.sayAll('vodafone is cheaper', 'how much is the pixel 8a');
    expect(talk.choices).toEqual(['flow:request_quote']);
  });
});
