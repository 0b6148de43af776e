/** Promise: the transcript shows what was said and heard, in order, whatever order the events come in. */
import { expect, test } from '@jest/globals';
import { phoneCall } from '../../console/dev/fixture-conversations.js';
import {
  alignWords,
  foldTranscript,
  intentSteps,
  mergeEvents,
  type TranscriptView,
  turnAt,
  wordAt,
} from '../../console/index.js';
import { type ConversationEvent, seededRandom } from '../../protocol/index.js';

const NOW = Date.UTC(2025, 10, 24, 10, 0, 0);
const events = phoneCall(NOW).events;

function outline(view: TranscriptView): string[] {
  return view.items.map((item) => (item.kind === 'mark' ? item.event.kind : item.kind));
}

test('turns alternate as they were heard, with quiet marks between them', () => {
  expect(outline(foldTranscript(events))).toEqual([
    'assistant',
    'consent.recorded',
    'caller',
    'flow.started',
    'assistant',
    'caller',
    'assistant',
    'caller',
    'assistant',
    'caller',
    'assistant',
    'flow.completed',
    'conversation.ended',
  ]);
});

test('shuffled and doubled events give the same view (seed 7)', () => {
  const doubled = seededRandom(7).shuffle([...events, ...events]);
  expect(foldTranscript(doubled)).toEqual(foldTranscript(events));
  expect(mergeEvents(events.slice(0, 4), events.slice(2))).toEqual(events);
});

test('negative control: a missing event changes the view', () => {
  const without = events.filter((event) => event.kind !== 'playback.cut');
  expect(foldTranscript(without)).not.toEqual(foldTranscript(events));
});

test('a reply that was cut off keeps what was played and says so; others do not', () => {
  const replies = foldTranscript(events).turns.filter((turn) => turn.kind === 'assistant');
  expect(replies.map((turn) => turn.cut?.playedText)).toEqual([
    undefined,
    'Happy to help with forty handsets. The Galaxy A55 is water resistant',
    undefined,
    undefined,
    undefined,
  ]);
  expect(replies.map((turn) => turn.responseMs)).toEqual([undefined, 680, 740, 810, 700]);
});

test('a reply that was cut and never finished is placed after the caller it answers', () => {
  const unfinished = events.filter((event) => event.kind !== 'playback.finished');
  const cut = foldTranscript(unfinished).turns.find((turn) => turn.kind === 'assistant' && turn.cut);
  expect(cut?.startMs).toBe(15_300);
  expect(cut?.endMs).toBe(15_300 + 6900);
});

test('slots, intent and confidence of a reply stand at the turn they explain', () => {
  const second = foldTranscript(events).turns.filter((turn) => turn.kind === 'caller')[1];
  expect(second?.intent).toBe('buy_phone');
  expect(second?.slots.map((slot) => slot.name)).toEqual(['product', 'color', 'date']);
  expect(foldTranscript(events).hasEstimatedWords).toBe(true);
});

test('erased words leave the turn without text', () => {
  const erased = events.map((event): ConversationEvent => {
    const { personal: _gone, ...rest } = event;
    return rest as ConversationEvent;
  });
  const view = foldTranscript(erased);
  expect(view.turns).toHaveLength(9);
  expect(view.turns.every((turn) => (turn.kind === 'caller' ? turn.text : turn.parts) === undefined)).toBe(
    true,
  );
});

test('intents in a row become one step', () => {
  expect(intentSteps(foldTranscript(events)).map((step) => [step.intent, step.turns])).toEqual([
    ['buy_phone', 2],
    ['ask_invoice', 1],
    ['leave_contact', 1],
  ]);
});

test('the turn and the word at a moment are found, and nothing long after the end', () => {
  const { turns } = foldTranscript(events);
  const heard = turns[turnAt(turns, 24_000)];
  expect(heard?.startMs).toBe(23_100);
  expect(turnAt(turns, 100)).toBe(-1);
  expect(turnAt(turns, 90_000)).toBe(-1);
  const words = heard?.kind === 'caller' ? heard.words : [];
  expect(words[wordAt(words, 23_200)]?.text).toBe('Galaxy');
  expect(wordAt(words, 0)).toBe(-1);
});

test('words that count from another start are moved to their turn; others stay', () => {
  const words = [{ text: 'hi', startMs: 0, endMs: 400 }];
  expect(alignWords(words, 30_000, 30_500)[0]).toEqual({ text: 'hi', startMs: 30_000, endMs: 30_400 });
  expect(alignWords(words, 0, 500)).toBe(words);
});
