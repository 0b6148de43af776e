import { beforeAll, describe, expect, it } from '@jest/globals';
import { createDialogEngine, findMissingResponses } from '../../dialogs/index.js';
import { DEFAULT_WORKSPACE, speechOf, textOf, toConversationId, toTurnId } from '../../protocol/index.js';
import { fewAnswers, NOW, startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

describe('wordings fit screen and voice', () => {
  it('opens by saying that it is an assistant, in both languages', async () => {
    const { engine } = await startConversation();
    const open = (locale: string) =>
      engine.open({
        conversation: {
          workspaceId: DEFAULT_WORKSPACE,
          conversationId: toConversationId('o'),
          turnId: toTurnId('t'),
          channel: 'phone',
        },
        locale,
        now: NOW,
      });
    const english = await open('en');
    expect(textOf(english.bot)).toMatch(/automated assistant.*not a person/);
    expect(speechOf(english.bot)).toMatch(/automated assistant/);
    expect(textOf((await open('zh')).bot)).toMatch(/自动助手，不是真人/);
    expect(textOf((await open('zh-TW')).bot)).toMatch(/自动助手/);
    expect(textOf((await open('fr')).bot)).toMatch(/automated assistant/);
  });

  it('says prices and numbers in words and without markdown', async () => {
    const talk = await startConversation();
    await talk.say('I want to buy two iPhone 15 in blue 256GB, my number is 020 7946 0958');
    const speech = speechOf(talk.last.bot);
    expect(textOf(talk.last.bot)).toContain('**2 × iPhone 15**');
    expect(speech).toContain('1398 pounds');
    expect(speech).toContain('oh two oh, seven nine four six');
    expect(speech).not.toMatch(/[*£]/);
  });

  it('does not say the same variant twice in a row', async () => {
    const talk = await startConversation();
    const first = await talk.say('hello');
    expect(await talk.say('hello')).not.toBe(first);
  });

  it('repeats on request what was said last, word for word', async () => {
    const talk = await startConversation();
    const first = await talk.say('I want to buy an iPhone 15');
    expect(await talk.say('can you repeat that')).toBe(first);
    expect(await talk.say('blue')).toMatch(/storage/);
  });

  it('refuses a pack that lacks a wording, naming it', async () => {
    const { pack, understander } = await trainedPack();
    expect(findMissingResponses(pack)).toEqual([]);
    const { opening: _gone, ...rest } = pack.responses.en!;
    const broken = { ...pack, responses: { ...pack.responses, en: rest } };
    expect(findMissingResponses(broken)).toEqual([{ locale: 'en', key: 'opening' }]);
    expect(() =>
      createDialogEngine({
        pack: broken,
        understander,
        answers: fewAnswers,
        actions: { run: async () => ({ kind: 'done', facts: {} }) },
      }),
    ).toThrow(/en: opening/);
  });

  it('can fill in every message of the pack', async () => {
    const { pack } = await trainedPack();
    const { createResponseRenderer } = await import('../../dialogs/responses/response-renderer.js');
    const renderer = createResponseRenderer(pack);
    for (const locale of pack.locales) {
      for (const [key, response] of Object.entries(pack.responses[locale]!)) {
        const messages = [...response.text, ...(response.speech ?? [])].join(' ');
        const names = [...messages.matchAll(/\{([a-z_]+)[,}]/g)].map((match) => match[1]!);
        const values = Object.fromEntries(names.map((name) => [name, { text: '1', speech: '1' }]));
        response.text.forEach((_, variant) => {
          expect(renderer.render({ key, locale, values, variant }).text.length).toBeGreaterThan(0);
        });
      }
    }
    expect(() => renderer.render({ key: 'offer.flow', locale: 'en', values: {}, variant: 0 })).toThrow(
      /cannot be filled/,
    );
  });
});
