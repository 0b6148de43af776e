/** Barge-in on a clock that moves only when told: what pauses, what takes the turn, what lets the bot go on. */
import { describe, expect, test } from '@jest/globals';
import { isBackChannel } from '../../bot/voice/back-channel.js';
import { BargeIn, COMMIT_WITHIN_MS } from '../../bot/voice/barge-in.js';
import { ManualClock } from '../../protocol/index.js';

function watched() {
  const clock = new ManualClock();
  const log: string[] = [];
  const note = (word: string) => () => void log.push(`${clock.monotonic()} ${word}`);
  const bargeIn = new BargeIn(clock, {
    pause: note('pause'),
    resume: note('resume'),
    commit: note('commit'),
  });
  return { clock, log, bargeIn };
}

describe('barge-in takes two steps', () => {
  test('onset pauses at once, words commit', () => {
    const { clock, log, bargeIn } = watched();
    bargeIn.onset();
    clock.advance(600);
    bargeIn.words('I want', undefined);
    clock.advance(5000);
    expect(log).toEqual(['0 pause', '600 commit']);
  });

  test('without words the bot goes on after 900 ms', () => {
    const { clock, log, bargeIn } = watched();
    bargeIn.onset();
    clock.advance(COMMIT_WITHIN_MS - 1);
    expect(log).toEqual(['0 pause']);
    clock.advance(1);
    expect(log).toEqual(['0 pause', '900 resume']);
  });

  test('a back-channel does not commit; its end resumes', () => {
    const { clock, log, bargeIn } = watched();
    bargeIn.onset();
    clock.advance(500);
    bargeIn.words('Uh-huh.', undefined);
    clock.advance(100);
    bargeIn.release();
    expect(log).toEqual(['0 pause', '600 resume']);
  });

  test('words that come late still take the turn', () => {
    const { clock, log, bargeIn } = watched();
    bargeIn.onset();
    clock.advance(1500);
    bargeIn.words('Stop please', undefined);
    expect(log).toEqual(['0 pause', '900 resume', '1500 commit']);
  });

  test('a second onset within the pause does not restart it', () => {
    const { clock, log, bargeIn } = watched();
    bargeIn.onset();
    clock.advance(500);
    bargeIn.onset();
    clock.advance(400);
    expect(log).toEqual(['0 pause', '900 resume']);
  });
});

describe('back-channels are told from answers', () => {
  test.each([
    'Uh-huh.',
    'Mhm',
    'Mm-hmm.',
    'hmm',
    'Okay.',
    'Yeah, okay.',
    'I see.',
    '嗯',
    '嗯嗯',
    '好的',
    'Uh huh',
  ])('"%s" is one', (text) => {
    expect(isBackChannel(text, { form: 'free' })).toBe(true);
  });

  test.each(['Okay, but how much is it?', 'Stop.', 'No.', 'I see two of them', '我要买手机', 'Wait'])(
    '"%s" takes the turn',
    (text) => {
      expect(isBackChannel(text, { form: 'free' })).toBe(false);
    },
  );

  test('where yes or no was asked, "okay" is the answer', () => {
    expect(isBackChannel('Okay.', { form: 'yes-no' })).toBe(false);
    expect(isBackChannel('Yes.', { form: 'choice' })).toBe(false);
  });
});
