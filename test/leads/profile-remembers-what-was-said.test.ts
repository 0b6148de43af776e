/** The fold keeps what was heard, where, and how often; the headline says what the visitor wants. */
import { describe, expect, it } from '@jest/globals';
import {
  type ConversationProfile,
  decodeProfile,
  encodeProfile,
  foldEvents,
  headlineOf,
  toRawLead,
  wishesOf,
} from '../../leads/index.js';
import type { EventDraft } from '../../protocol/index.js';
import { demoLeadPack, exchange, slot, started, toEvents } from './lead-fixtures.js';

const pack = demoLeadPack();

function profileOf(...drafts: readonly EventDraft[]) {
  return foldEvents(toEvents('c1', drafts))!;
}

const headline = (profile: ConversationProfile) => headlineOf(wishesOf(profile, pack), profile, pack);

const phoneCall = () =>
  profileOf(
    started('en', 'phone'),
    ...exchange('t1', {
      text: 'i want a pixel eight',
      intent: 'buy_phone',
      slots: [slot('product', 'pixel-8', 'pixel eight')],
      startMs: 4200,
    }),
    { kind: 'playback.finished', data: { turnId: 't1' as never, startMs: 6000, endMs: 9000 } },
    ...exchange('t2', {
      text: 'no, the pixel 8a. how much is it',
      intent: 'ask_price',
      slots: [slot('product', 'pixel-8a', 'pixel 8a')],
      startMs: 9800,
    }),
  );

describe('profile', () => {
  it('keeps slots with the turn and the place in the recording', () => {
    const lead = toRawLead(phoneCall(), pack);
    expect(lead.heard).toEqual([
      {
        name: 'product',
        value: 'pixel-8',
        surface: 'pixel eight',
        evidence: { conversationId: 'c1', turnId: 't1', offsetMs: 4200 },
      },
      {
        name: 'product',
        value: 'pixel-8a',
        surface: 'pixel 8a',
        evidence: { conversationId: 'c1', turnId: 't2', offsetMs: 9800 },
      },
    ]);
  });

  it('hears each wish of a turn that held several, and one where there was one', () => {
    const [received, replied] = exchange('t1', {
      text: 'cancel my order and call me back',
      intent: 'cancel_order',
    });
    const wishes = ['cancel_order', 'request_callback'].map((intent) => ({ intent, confidence: 0.9 }));
    const several = { ...replied, data: { ...replied!.data, wishes } } as EventDraft;
    const heard = (draft: EventDraft) =>
      profileOf(started(), received!, draft).intents.map(({ intent }) => intent);
    expect(heard(several)).toEqual(['cancel_order', 'request_callback']);
    expect(heard(replied!)).toEqual(['cancel_order']);
  });

  it('counts turns, words, questions and talk time', () => {
    expect(phoneCall().counts).toMatchObject({
      visitorTurns: 2,
      botTurns: 2,
      spokenTurns: 2,
      words: 13,
      visitorSpeechMs: 3000,
      botSpeechMs: 3000,
    });
    expect(
      profileOf(started(), ...exchange('t', { text: '多少钱', intent: 'ask_price' })).counts.questions,
    ).toBe(1);
    expect(profileOf(started(), ...exchange('t', { text: 'blue', intent: 'inform' })).counts.questions).toBe(
      0,
    );
  });

  it('survives its codec, and refuses what is not a profile', () => {
    expect(decodeProfile(encodeProfile(phoneCall()))).toEqual(JSON.parse(JSON.stringify(phoneCall())));
    for (const broken of ['', '{}', '[]', 'null', '{"version":99}']) {
      expect(() => decodeProfile(broken)).toThrow(expect.objectContaining({ code: 'leads.bad-profile' }));
    }
  });

  it('stays bounded however long the conversation, and keeps counting', () => {
    const turns = Array.from({ length: 300 }, (_, i) =>
      exchange(`t${i}`, { text: `word ${i}`, intent: 'inform', slots: [slot('color', `c${i}`)] }),
    ).flat();
    const profile = profileOf(started(), ...turns);
    expect(profile.utterances.length).toBeLessThanOrEqual(80);
    expect(profile.utterances[0]?.text).toBe('word 0');
    expect(profile.utterances.at(-1)?.text).toBe('word 299');
    expect(profile.counts.visitorTurns).toBe(300);
  });

  it('works on after the personal words were erased', () => {
    const [start, ...rest] = toEvents('c1', [
      started(),
      ...exchange('t1', { text: 'hello', intent: 'greet' }),
    ]);
    const erased = rest.map((event) => ({ ...event, personal: undefined })) as typeof rest;
    const profile = foldEvents([start!, ...erased])!;
    expect(profile.utterances[0]?.text).toBe('');
    expect(headline(profile)).toEqual({});
  });

  it('says what the visitor wants, the corrected product first', () => {
    expect(headline(phoneCall()).en).toBe('Asked for the price of pixel 8a');
    const chinese = profileOf(
      started('zh'),
      ...exchange('t1', {
        text: '我要买两台小米14',
        intent: 'buy_phone',
        locale: 'zh',
        slots: [slot('product', 'xiaomi-14', '小米14'), slot('quantity', '2', '两')],
      }),
    );
    expect(headline(chinese).zh).toBe('想买 2 台小米14');
  });

  it('quotes neither small talk nor a bare phone number while there is anything else', () => {
    const said = [
      ...exchange('t1', { text: 'do you take apprentices', intent: 'out_of_scope' }),
      ...exchange('t2', {
        text: 'my number is 07700 900123 call me any time you like today',
        intent: 'inform',
        slots: [slot('phone_number', '+447700900123')],
      }),
      ...exchange('t3', { text: 'thank you so much for all your kind help today', intent: 'thanks' }),
    ];
    expect(headline(profileOf(started(), ...said)).en).toBe('do you take apprentices');
    expect(headline(profileOf(started(), ...said.slice(4))).en).toMatch(/^thank you/);
  });

  it('falls back to the most telling utterance, shortened', () => {
    const long = `my line keeps dropping every evening ${'and it is slow '.repeat(20)}`;
    const profile = profileOf(
      started(),
      ...exchange('t1', { text: 'hi', intent: 'greet' }),
      ...exchange('t2', { text: long, intent: 'network_problem' }),
    );
    const text = headline(profile).en ?? '';
    expect(text.startsWith('my line keeps dropping')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(90);
    expect(text.endsWith('…')).toBe(true);
  });
});
