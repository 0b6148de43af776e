/** Work of several tasks tells how far it is under one name, never goes back, and its bar closes once. */
import { describe, expect, it } from '@jest/globals';
import { createTerminal } from '../../cli/terminal.js';
import { ManualClock, type Progress, seededRandom, sharedProgress } from '../../protocol/index.js';

/** What two trainings side by side report: each in stages of its own that start from nothing. */
function* reports(): Iterable<readonly ['intents' | 'slots', Progress]> {
  for (const [stage, total] of [
    ['fold', 7],
    ['final', 5],
  ] as const) {
    for (let done = 0; done <= total; done++) {
      yield ['intents', { stage, done, total }];
      if (done > 2) yield ['slots', { stage, done: done - 3, total }];
    }
  }
  yield ['slots', { stage: 'final', done: 5, total: 5 }];
}

const isRising = (shares: readonly number[]) =>
  shares.every((share, i) => i === 0 || share >= shares[i - 1]!);

describe('progress never goes back', () => {
  it('over tasks that start late and begin again; told as they come, it would', () => {
    const heard: Progress[] = [];
    const progressOf = sharedProgress(
      'training understanding (en, zh)',
      { intents: 1, slots: 2 },
      (progress) => heard.push(progress),
    );
    const raw: number[] = [];
    for (const [task, progress] of reports()) {
      progressOf(task)(progress);
      raw.push(progress.done / progress.total);
    }
    expect(isRising(heard.map(({ done }) => done))).toBe(true);
    expect(heard.at(-1)).toEqual({ stage: 'training understanding (en, zh)', done: 100, total: 100 });
    expect(new Set(heard.map(({ stage }) => stage)).size).toBe(1);
    expect(isRising(raw)).toBe(false);
  });

  it('and closes a bar once, however often the end is told', () => {
    const clock = new ManualClock(0);
    const lines: string[] = [];
    const err = { write: (text: string) => lines.push(text) };
    const { onProgress } = createTerminal({ out: err, err }, false, clock);
    const random = seededRandom(1);
    for (let done = 0; done <= 100; done += 1 + random.integer(9)) {
      onProgress({ stage: 'training lead models', done, total: 100 });
      clock.advance(1000);
    }
    for (let i = 0; i < 3; i++) onProgress({ stage: 'training lead models', done: 100, total: 100 });
    expect(lines.filter((line) => line.includes('100%')).length).toBe(1);
    onProgress({ stage: 'scoring leads', done: 0, total: 10 });
    clock.advance(3000);
    onProgress({ stage: 'scoring leads', done: 10, total: 10 });
    expect(lines.at(-1)).toContain('scoring leads');
  });
});
