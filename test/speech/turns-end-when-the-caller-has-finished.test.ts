/** Endpointing retold as a list of events from (milliseconds, isSpeech) pairs: no audio, no clock. */
import { describe, expect, test } from '@jest/globals';
import type { ExpectedAnswer } from '../../protocol/index.js';
import {
  countSpokenDigits,
  DEFAULT_ENDPOINTING,
  Endpointer,
  shareOfPausesBeyond,
  trailingDigits,
  waitFor,
  waitOfProbability,
} from '../../speech/index.js';

type Stretch = readonly [durationMs: number, isSpeech: boolean];
const STEP_MS = 32;

/** Plays the stretches in steps of a detector window and retells what happened. */
function retell(stretches: readonly Stretch[], endpointer = new Endpointer()): string[] {
  const lines: string[] = [];
  for (const [durationMs, isSpeech] of stretches) {
    for (let done = 0; done < durationMs; done += STEP_MS) {
      for (const event of endpointer.advance(STEP_MS, isSpeech)) {
        const { kind, ...times } = event;
        lines.push(`${kind} ${Object.values(times).join(' ')}`);
      }
    }
  }
  return lines;
}

describe('turns end when the caller has finished', () => {
  test('one utterance, one turn: paused at 96 ms of silence, ended at 500', () => {
    expect(
      retell([
        [320, false],
        [960, true],
        [1280, false],
      ]),
    ).toEqual([
      'speech-started 320',
      'speech-paused 1280 1376',
      'utterance-closed 320 1280',
      'end-of-turn 1280 1792',
    ]);
  });

  test('a pause shorter than the wait is part of the turn', () => {
    expect(
      retell([
        [640, true],
        [256, false],
        [640, true],
        [640, false],
      ]),
    ).toEqual([
      'speech-started 0',
      'speech-paused 640 736',
      'speech-resumed 896 256',
      'speech-paused 1536 1632',
      'utterance-closed 0 1536',
      'end-of-turn 1536 2048',
    ]);
  });

  test('a word gap under 96 ms is no pause at all', () => {
    expect(
      retell([
        [640, true],
        [64, false],
        [320, true],
      ]),
    ).toEqual(['speech-started 0']);
  });

  test('what is shorter than the least speech is a click, in silence and in a pause', () => {
    const strict = () => new Endpointer({ ...DEFAULT_ENDPOINTING, minSpeechMs: 64 });
    const click = [
      [320, false],
      [32, true],
      [960, false],
    ] as const;
    const clickInPause = [
      [640, true],
      [128, false],
      [32, true],
      [512, false],
    ] as const;
    expect(retell(click, strict())).toEqual([]);
    expect(retell(clickInPause, strict())).toEqual([
      'speech-started 0',
      'speech-paused 640 736',
      'utterance-closed 0 640',
      'end-of-turn 640 1152',
    ]);
    expect(retell(click)).toContain('speech-started 320');
  });

  test('a held turn closes its utterance at 500 ms and goes on with the next', () => {
    const endpointer = new Endpointer();
    const lines = retell([[640, true]], endpointer);
    endpointer.setWait(1200);
    lines.push(
      ...retell(
        [
          [800, false],
          [640, true],
        ],
        endpointer,
      ),
    );
    endpointer.setWait(1200);
    lines.push(...retell([[1280, false]], endpointer));
    expect(lines).toEqual([
      'speech-started 0',
      'speech-paused 640 736',
      'utterance-closed 0 640',
      'speech-resumed 1440 800',
      'speech-paused 2080 2176',
      'utterance-closed 1440 2080',
      'end-of-turn 2080 3296',
    ]);
  });

  test('a wait shortened in the pause ends the turn at the next window', () => {
    const endpointer = new Endpointer();
    retell(
      [
        [640, true],
        [320, false],
      ],
      endpointer,
    );
    endpointer.setWait(300);
    expect(retell([[32, false]], endpointer)).toEqual(['utterance-closed 0 640', 'end-of-turn 640 992']);
  });

  test('speech without end is cut at 15 s, and the turn stays open', () => {
    const lines = retell([
      [16_000, true],
      [640, false],
    ]);
    expect(lines.slice(0, 2)).toEqual(['speech-started 0', 'utterance-closed 0 15008']);
    expect(lines.at(-1)).toBe('end-of-turn 16000 16512');
  });

  test('the end of the stream ends an open turn, and only an open one', () => {
    const endpointer = new Endpointer();
    retell([[640, true]], endpointer);
    expect(endpointer.finish().map(({ kind }) => kind)).toEqual(['utterance-closed', 'end-of-turn']);
    expect(new Endpointer().finish()).toEqual([]);
  });

  test('negative control: with a wait of 200 ms the paused turn of above is cut in two', () => {
    const hasty = new Endpointer({ ...DEFAULT_ENDPOINTING, defaultWaitMs: 200 });
    const ends = retell(
      [
        [640, true],
        [256, false],
        [640, true],
        [640, false],
      ],
      hasty,
    ).filter((line) => line.startsWith('end-of-turn'));
    expect(ends.length).toBe(2);
  });
});

describe('the wait follows what is expected', () => {
  test('yes or no ends fast, names and e-mail addresses never below 800 ms', () => {
    expect(waitFor({ expects: { form: 'yes-no' } })).toBe(300);
    expect(waitFor({ expects: { form: 'choice' }, finished: 0.01 })).toBe(300);
    expect(waitFor({ expects: { form: 'name' }, finished: 0.99 })).toBe(800);
    expect(waitFor({ expects: { form: 'email' } })).toBe(800);
  });

  test('free speech follows the judge and is capped at 1500 ms', () => {
    expect(waitFor({ expects: { form: 'free' } })).toBe(500);
    const waits = [1, 0.9, 0.7, 0.5, 0.3, 0.1, 0].map((finished) =>
      waitFor({ expects: { form: 'free' }, finished }),
    );
    expect([waits[0], waits[1], waits.at(-1)]).toEqual([300, 300, 1500]);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(new Set(waits).size).toBeGreaterThan(3);
  });

  test('the more a cut-off weighs, the longer the wait; a policy that never minds waits the shortest time', () => {
    const waits = [0, 500, 2000, 8000].map((patienceMs) =>
      waitOfProbability(0.5, { patienceMs, longestMs: 3000 }),
    );
    expect(waits[0]).toBe(300);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[3]).toBeGreaterThan(waits[1]!);
  });

  test('pauses are as long as published, and longer ones rarer', () => {
    expect([300, 500, 600, 1000, 1600].map(shareOfPausesBeyond)).toEqual([0.556, 0.297, 0.217, 0.1, 0.05]);
    const shares = Array.from({ length: 40 }, (_, i) => shareOfPausesBeyond(i * 100));
    expect(shares.every((share, i) => i === 0 || share < shares[i - 1]!)).toBe(true);
    expect(shareOfPausesBeyond(0)).toBe(1);
  });

  test('digits are waited for by count, however they are written', () => {
    const expects = { form: 'digits', digits: 11 } as const;
    const half = 'My number is zero two zero, seven nine';
    const whole = 'My number is zero two zero, seven nine four six, zero nine five eight.';
    expect(waitFor({ expects, text: half })).toBe(1200);
    expect(waitFor({ expects, text: whole })).toBe(300);
    expect(
      [whole, '020 7946 0958', 'oh two oh, double seven', '零二零七九四六'].map(countSpokenDigits),
    ).toEqual([11, 11, 5, 7]);
  });
});

describe('half a phone number is waited for, also where nobody asked for one', () => {
  const HALF = 'My number is zero two zero.';

  /** A number said in two parts with a pause between; `text` is what was recognised by the first pause. */
  const inTwoParts = (text: string, expects: ExpectedAnswer) => {
    const endpointer = new Endpointer();
    endpointer.setWait(waitFor({ expects }));
    const lines = retell(
      [
        [960, true],
        [160, false],
      ],
      endpointer,
    );
    endpointer.setWait(waitFor({ expects, text }));
    lines.push(...retell([[640, false]], endpointer));
    const isHeld = endpointer.isTurnOpen;
    lines.push(...retell([[960, true]], endpointer));
    endpointer.setWait(waitFor({ expects, text: `${text} seven nine four six, zero nine five eight` }));
    lines.push(...retell([[1280, false]], endpointer));
    return { lines, isHeld };
  };

  test('"zero two zero", a pause of 800 ms and the rest are one turn', () => {
    expect(inTwoParts(HALF, { form: 'free' }).lines).toEqual([
      'speech-started 0',
      'speech-paused 960 1056',
      'utterance-closed 0 960',
      'speech-resumed 1760 800',
      'speech-paused 2720 2816',
      'utterance-closed 1760 2720',
      'end-of-turn 2720 3232',
    ]);
    expect(inTwoParts(HALF, { slot: 'storage', form: 'choice' }).isHeld).toBe(true);
  });

  test('negative control: after words that end in no digits the same pause ends the turn', () => {
    const { lines, isHeld } = inTwoParts('My number is here.', { form: 'free' });
    expect(isHeld).toBe(false);
    expect(lines.filter((line) => line.startsWith('end-of-turn')).length).toBe(2);
  });

  test('a size, an amount and a whole number are not held', () => {
    expect(waitFor({ expects: { form: 'choice' }, text: 'The 256' })).toBe(300);
    expect(waitFor({ expects: { form: 'choice' }, text: 'Zero two zero' })).toBe(1200);
    expect(waitFor({ expects: { form: 'free' }, text: 'Something under £400.' })).toBe(500);
    expect(waitFor({ expects: { form: 'free' }, text: 'My number is 020 7946 0958.' })).toBe(500);
    expect(waitFor({ expects: { form: 'free' }, text: 'My number is 020 7946.' })).toBe(1200);
    expect(
      ['oh two oh', 'double oh seven', '020 is the code', '我的电话是一三八', 'S24'].map(trailingDigits),
    ).toEqual([
      { count: 3, startsWithZero: true },
      { count: 3, startsWithZero: true },
      { count: 0, startsWithZero: false },
      { count: 3, startsWithZero: false },
      { count: 2, startsWithZero: false },
    ]);
  });
});
