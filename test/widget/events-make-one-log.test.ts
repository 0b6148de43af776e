/** Promise: the log is the same whatever way its events arrive: in order, shuffled, doubled, by sync or after a reload. */
import { describe, expect, test } from '@jest/globals';
import { type ConversationEvent, seededRandom, toTurnId } from '../../protocol/index.js';
import {
  awaitsReply,
  type Change,
  type ConversationState,
  EMPTY_CONVERSATION,
  MAX_HELD_EVENTS,
  needsSync,
  reduceConversation,
  unreadCount,
} from '../../web-widget/conversation/conversation-state.js';
import { timelineOf } from '../../web-widget/conversation/timeline.js';
import { eventOf, received, replied, sampleEvents, visitOf } from './support/sample-events.js';

const run = (changes: readonly Change[], from: ConversationState = EMPTY_CONVERSATION) =>
  changes.reduce(reduceConversation, from);
const live = (events: readonly ConversationEvent[]): readonly Change[] =>
  events.map((event) => ({ kind: 'event.received', event }));
const opened = (events: readonly ConversationEvent[]): Change => ({
  kind: 'visit.opened',
  visit: visitOf(events),
  pending: [],
});
const keysOf = (state: ConversationState) => state.entries.map(({ kind, sequence }) => `${kind} ${sequence}`);

const WHOLE = run([opened(sampleEvents())]);

describe('events make one log', () => {
  test('in order, one by one', () => {
    const state = run([opened([]), ...live(sampleEvents())]);
    expect(keysOf(state)).toEqual(['bot 2', 'visitor 3', 'bot 5', 'visitor 6', 'bot 7', 'person-asked 8']);
    expect(state.entries).toEqual(WHOLE.entries);
    expect(state.isPersonAsked).toBe(true);
  });

  test('shuffled and doubled, 300 orders', () => {
    const seed = 42;
    const random = seededRandom(seed);
    for (let round = 0; round < 300; round++) {
      const order = random.shuffle([...sampleEvents(), ...sampleEvents()]);
      const state = run([opened([]), ...live(order)]);
      if (needsSync(state)) throw new Error(`seed ${seed}: events are still held`);
      expect(state.entries).toEqual(WHOLE.entries);
    }
  });

  test('appending events as they come would not pass that check (negative control)', () => {
    const order = seededRandom(1).shuffle([...sampleEvents(), ...sampleEvents()]);
    const appended = order.flatMap((event) => run([opened([]), opened([event])]).entries);
    expect(appended).not.toEqual(WHOLE.entries);
  });

  test('a gap is noticed, and a sync that leaves numbers out is taken as complete', () => {
    const events = sampleEvents();
    const gapped = run([opened(events.slice(0, 3)), ...live(events.slice(4, 5))]);
    expect(needsSync(gapped)).toBe(true);
    const synced = run([{ kind: 'events.synced', events: events.slice(6) }], gapped);
    expect(needsSync(synced)).toBe(false);
    expect(keysOf(synced)).toEqual(['bot 2', 'visitor 3', 'bot 5', 'bot 7', 'person-asked 8']);
    expect(synced.lastSequence).toBe(8);
  });

  test('held events are bounded', () => {
    const many = Array.from({ length: MAX_HELD_EVENTS + 50 }, (_, index) =>
      eventOf(index + 10, received(`t${index}`, 'x')),
    );
    expect(run([opened([]), ...live(many)]).held.length).toBe(MAX_HELD_EVENTS);
  });

  test('an event of a kind that is not known moves the sequence on and shows nothing', () => {
    const unknown = {
      ...eventOf(9, received('t9', 'x')),
      kind: 'visitor.waved',
    } as unknown as ConversationEvent;
    const state = run(live([unknown, eventOf(10, received('t10', 'still here'))]), WHOLE);
    expect(keysOf(state).at(-1)).toBe('visitor 10');
  });
});

describe('turns on their way', () => {
  const turn = { turnId: 't9', text: 'Hello?', atMs: 1, status: 'waiting' } as const;

  test('a turn shows once: unsent, then accepted, then as its event', () => {
    const queued = run(
      [
        { kind: 'turn.queued', turn },
        { kind: 'turn.queued', turn },
      ],
      WHOLE,
    );
    expect(queued.pending).toHaveLength(1);
    const accepted = run([{ kind: 'turn.accepted', turnId: 't9' }], queued);
    expect(accepted.pending[0]?.status).toBe('accepted');
    expect(awaitsReply(accepted)).toBe(true);
    const shown = run(live([eventOf(9, received('t9', 'Hello?'))]), accepted);
    expect(shown.pending).toEqual([]);
    expect(shown.entries.filter((entry) => entry.kind === 'visitor' && entry.turnId === 't9')).toHaveLength(
      1,
    );
    expect(run([{ kind: 'turn.queued', turn }], shown).pending).toEqual([]);
  });

  test('an acknowledgement that comes after the event changes nothing', () => {
    const shown = run(
      [{ kind: 'turn.queued', turn }, ...live([eventOf(9, received('t9', 'Hello?'))])],
      WHOLE,
    );
    expect(run([{ kind: 'turn.accepted', turnId: 't9' }], shown).pending).toEqual([]);
  });

  test('a provisional reply gives way to the stored one, and a late one is ignored', () => {
    const reply = { turnId: toTurnId('t9'), conversationId: 'c', locale: 'en', parts: [], why: '' } as never;
    const base = run(live([eventOf(9, received('t9', 'Hello?'))]), WHOLE);
    const streaming = run([{ kind: 'reply.provisional', reply }], base);
    expect(streaming.provisional?.turnId).toBe('t9');
    const final = run(live([eventOf(10, replied('t9', 'Hi'))]), streaming);
    expect(final.provisional).toBeUndefined();
    expect(run([{ kind: 'reply.provisional', reply }], final).provisional).toBeUndefined();
  });

  test('replies that were not seen are counted, seen ones are not', () => {
    expect(unreadCount(WHOLE)).toBe(3);
    expect(unreadCount(run([{ kind: 'conversation.seen', sequence: 5 }], WHOLE))).toBe(1);
    expect(unreadCount(run([{ kind: 'conversation.seen', sequence: 8 }], WHOLE))).toBe(0);
  });

  test('a reply that was spoken over is cut to what was heard', () => {
    const cut = {
      kind: 'playback.cut',
      data: { turnId: toTurnId('t2'), playedMs: 400 },
      personal: { playedText: 'I ask' },
    } as const;
    const state = run(live([eventOf(9, cut)]), WHOLE);
    expect(
      state.entries.flatMap((entry) =>
        entry.kind === 'bot' && entry.cutTo !== undefined ? [entry.cutTo] : [],
      ),
    ).toEqual(['I ask']);
  });

  test('erased words leave their place in the log', () => {
    const { personal: _erased, ...bare } = eventOf(9, received('t9', 'secret'));
    const state = run(live([bare as ConversationEvent]), WHOLE);
    expect(state.entries.at(-1)).toMatchObject({ kind: 'visitor', text: undefined });
  });
});

describe('the timeline', () => {
  test('separates days and long pauses, and offers choices under the latest reply only', () => {
    const minute = 60_000;
    const at = [0, 1, 2, 30, 60 * 24];
    const events = at.map((minutes, index) =>
      eventOf(index + 1, replied(`t${index}`, 'x'), minutes * minute),
    );
    const items = timelineOf(run([opened(events)]), (atMs) => new Date(atMs).toISOString().slice(0, 10));
    expect(items.filter(({ kind }) => kind === 'separator')).toHaveLength(3);
    expect(items.filter((item) => item.kind === 'entry' && item.isLatestReply)).toHaveLength(1);
    const answered = run(
      [{ kind: 'turn.queued', turn: { turnId: 'p', text: 'x', atMs: 1, status: 'waiting' } }],
      run([opened(events)]),
    );
    expect(timelineOf(answered, String).some((item) => item.kind === 'entry' && item.isLatestReply)).toBe(
      false,
    );
  });
});
