import { beforeAll, describe, expect, it } from '@jest/globals';
import { startConversation } from './conversation.js';
import { TRAINING_TIMEOUT_MS, trainedPack } from './trained-pack.js';

beforeAll(() => trainedPack(), TRAINING_TIMEOUT_MS);

describe('digressions return to the question', () => {
  it('answers a question from documents with its citation and asks again', async () => {
    const talk = await startConversation();
    await talk.say('I want to buy an iPhone 15 in blue');
    const reply = await talk.say('do you deliver to the islands?');
    expect(reply).toContain('Yes, we deliver to all islands.');
    expect(talk.parts('say').find((part) => part.key === 'knowledge')?.citations).toHaveLength(1);
    expect(talk.last.bot.expects?.slot).toBe('storage');
    expect(await talk.say('128')).toMatch(/number/);
  });

  it('answers a price in the middle of a booking and goes on', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to book a visit in Camden', 'how much is the pixel 8a?');
    expect(talk.keys).toEqual(['price.answer', 'flow.back', 'visit.ask.date']);
    expect(talk.choices).toEqual([]);
    expect(talk.last.bot.expects?.slot).toBe('date');
  });

  it('goes back after stopping the flow on top', async () => {
    const talk = await startConversation();
    await talk.sayAll('I want to book a visit in Camden', 'I want to cancel an order', 'stop');
    expect(talk.keys.slice(0, 2)).toEqual(['flow.abandoned', 'flow.back']);
    expect(talk.last.bot.expects?.slot).toBe('date');
  });

  it('answers outside any flow, in both languages, or politely does not', async () => {
    const talk = await startConversation();
    expect(await talk.say('do you deliver to the islands?')).toContain('islands');
    expect(await talk.say('保修多久？')).toContain('手机保修两年');
    await talk.say('what is the weather like on mars');
    expect(talk.keys).toEqual(['unanswered']);
    expect(talk.choices).toContain('human');
  });

  it('control: a source that knows nothing is never quoted', async () => {
    const talk = await startConversation({
      answers: { answer: async () => ({ kind: 'abstained', bestScore: 0 }) },
    });
    await talk.say('do you deliver to the islands?');
    expect(talk.keys).not.toContain('knowledge');
    expect(talk.parts('say').every((part) => part.citations.length === 0)).toBe(true);
  });

  it('carries on with what was offered', async () => {
    const talk = await startConversation();
    await talk.sayAll('how much is the pixel 8a', 'yes please');
    expect(talk.last.bot.expects?.slot).toBe('color');
    const other = await startConversation();
    await other.sayAll('how much is the pixel 8a', 'no thanks');
    expect(other.keys).toEqual(['decline']);
  });
});
