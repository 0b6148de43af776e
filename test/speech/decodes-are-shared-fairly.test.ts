/** The decode queue: never wider than its width, finals before interims, bounded, and out at once when cancelled. */
import { describe, expect, test } from '@jest/globals';
import {
  DecodeQueue,
  decodeUtterance,
  estimateWordTimes,
  guardRepetition,
  type Transcriber,
} from '../../speech/index.js';

/** Work that ends when told. */
function heldWork() {
  const releases: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = () =>
    new Promise<void>((resolve) => {
      most = Math.max(most, ++running);
      releases.push(() => {
        running--;
        resolve();
      });
    });
  return { work, releases, most: () => most };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('decodes are shared fairly', () => {
  test('never more at once than the width', async () => {
    const queue = new DecodeQueue({ width: 2, maxWaiting: 20 });
    const held = heldWork();
    const all = Promise.all(Array.from({ length: 9 }, () => queue.final(held.work)));
    for (let i = 0; i < 9; i++) {
      await settle();
      held.releases.shift()?.();
    }
    await all;
    expect(held.most()).toBe(2);
    expect(queue.counts).toEqual({ running: 0, waiting: 0, refusedInterims: 0 });
  });

  test('interims are refused and counted while finals wait or threads are busy', async () => {
    const queue = new DecodeQueue({ width: 1, maxWaiting: 1 });
    const held = heldWork();
    const first = queue.final(held.work);
    expect(queue.tryInterim(held.work)).toBeUndefined();
    expect(queue.counts.refusedInterims).toBe(1);
    const second = queue.final(held.work);
    await expect(queue.final(held.work)).rejects.toMatchObject({ code: 'speech.overloaded' });
    held.releases.shift()!();
    await first;
    await settle();
    held.releases.shift()!();
    await second;
    expect(queue.tryInterim(async () => 'now')).resolves.toBe('now');
  });

  test('a cancelled final leaves the queue at once', async () => {
    const queue = new DecodeQueue({ width: 1, maxWaiting: 5 });
    const held = heldWork();
    const running = queue.final(held.work);
    const stop = new AbortController();
    const waiting = queue.final(held.work, stop.signal);
    stop.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(queue.counts.waiting).toBe(0);
    held.releases.shift()!();
    await running;
  });
});

describe('what the recogniser gets wrong is caught', () => {
  const transcriber = (answers: readonly string[]): Transcriber & { readonly lengths: number[] } => {
    const lengths: number[] = [];
    return {
      lengths,
      capabilities: {
        name: 'scripted',
        locales: ['en'],
        isStreaming: false,
        wordTiming: 'none',
        licence: '-',
      },
      async transcribe(samples) {
        const text = answers[lengths.length] ?? '';
        lengths.push(samples.length);
        return text === '' ? { kind: 'nothing' } : { kind: 'heard', text };
      },
    };
  };

  test('an empty final is tried again with its head cut, an interim is not', async () => {
    const engine = transcriber(['', '', 'third time']);
    expect(await decodeUtterance(engine, new Float32Array(48_000), { isFinal: true })).toMatchObject({
      text: 'third time',
    });
    expect(engine.lengths).toEqual([48_000, 44_000, 40_000]);
    const once = transcriber(['', 'never asked']);
    expect(await decodeUtterance(once, new Float32Array(48_000), { isFinal: false })).toEqual({
      kind: 'nothing',
    });
  });

  test('loops are cut, honest repetition stays', () => {
    expect(guardRepetition('and 1983, and 1983, and 1983, and 1983.', 9000)).toBe('and 1983, and 1983,');
    expect(guardRepetition('no no no no no no', 3000)).toBe('no no no');
    expect(guardRepetition('no, no, no', 3000)).toBe('no, no, no');
    expect(guardRepetition('ask not what your country can do for you ask what you can do', 9000)).toMatch(
      /^ask not.*can do$/,
    );
    expect(guardRepetition('one two three four five six seven eight nine ten', 500).split(' ').length).toBe(
      10,
    );
    expect(
      guardRepetition(Array.from({ length: 80 }, (_, i) => `w${i}`).join(' '), 1000).split(' ').length,
    ).toBe(13);
  });

  test('words lie in voiced time only', () => {
    const words = estimateWordTimes('yes please', [
      { startMs: 1000, endMs: 1300 },
      { startMs: 2000, endMs: 2600 },
    ]);
    expect(words.map(({ text }) => text)).toEqual(['yes', 'please']);
    expect(words[0]).toMatchObject({ startMs: 1000 });
    expect(words[1]!.endMs).toBe(2600);
    expect(estimateWordTimes('', [])).toEqual([]);
  });
});
