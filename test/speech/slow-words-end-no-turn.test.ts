/** Turns are decided by what was said and when, not by how fast the machine recognises it. */
import { describe, expect, test } from '@jest/globals';
import type { RecognitionEvent } from '../../protocol/index.js';
import { DecodeQueue, encodeAudio, type Transcriber, type Transcription } from '../../speech/index.js';
import { Recognition } from '../../speech/recognition/recognition.js';

const settle = async () => {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
};
const FORMAT = { codec: 'pcm16', sampleRateHz: 16_000 } as const;
type Stretch = readonly [durationMs: number, isSpeech: boolean];

/** Loud windows are speech. */
const detector = { windowSamples: 512, isSpeech: (window: Float32Array) => window.some((v) => v > 0.1) };

/** Says `first` of audio that holds less than `firstMs` of speech and `whole` of all other; each decode ends when released. */
function heldTranscriber(words: (speechMs: number) => string) {
  const held: (() => void)[] = [];
  const transcriber: Transcriber = {
    capabilities: { name: 'held', locales: ['en'], isStreaming: false, wordTiming: 'none', licence: '-' },
    transcribe: (samples) =>
      new Promise<Transcription>((resolve) => {
        const speechMs = samples.filter((v) => v > 0.1).length / 16;
        const text = words(speechMs);
        held.push(() => resolve(text === '' ? { kind: 'nothing' } : { kind: 'heard', text }));
      }),
  };
  const release = () => {
    for (const one of held.splice(0)) one();
  };
  return { transcriber, release };
}

/** Turns of a caller; each decode takes as many frames' time as `decodeFrames` says, while the caller goes on. */
async function turnsOf(
  stretches: readonly Stretch[],
  words: (speechMs: number) => string,
  decodeFrames: number,
) {
  const { transcriber, release } = heldTranscriber(words);
  const events: RecognitionEvent[] = [];
  const faults: unknown[] = [];
  const recognition = new Recognition(
    { detector, transcriber, decodes: new DecodeQueue({ width: 1, maxWaiting: 4 }) },
    {
      ...FORMAT,
      locale: 'en',
      interimEveryMs: undefined,
      emit: (event) => events.push(event),
      onFault: (fault) => faults.push(fault),
    },
  );
  const frames = stretches.flatMap(([durationMs, isSpeech]) =>
    Array.from({ length: durationMs / 20 }, () =>
      encodeAudio(new Int16Array(320).fill(isSpeech ? 8000 : 0), 'pcm16'),
    ),
  );
  let written = 0;
  let isWaiting = false;
  for (let now = 0; written < frames.length; now++) {
    while (!isWaiting && written < Math.min(now, frames.length)) {
      recognition.write(frames[written++]!);
      const behind = recognition.behind();
      isWaiting = behind !== undefined;
      void behind?.then(() => {
        isWaiting = false;
      });
    }
    if (now % decodeFrames === 0) release();
    await settle();
  }
  const finished = recognition.finish();
  while (await Promise.race([finished.then(() => false), settle().then(() => true)])) release();
  const ends = events.flatMap((event) =>
    event.kind === 'end-of-turn' ? [event.decidedMs - event.atMs] : [],
  );
  const finals = events.flatMap((event) =>
    event.kind === 'final' && !event.transcript.isSpeculative ? [event.transcript.text] : [],
  );
  return { ends, finals, faults };
}

/** "My number is zero two zero", 800 ms, and the rest of it. */
const IN_TWO_PARTS: readonly Stretch[] = [
  [320, false],
  [960, true],
  [800, false],
  [1280, true],
  [1600, false],
];
const numberIn = (speechMs: number) =>
  speechMs < 1100 ? 'My number is zero two zero' : 'seven nine four six, zero nine five eight.';

describe('slow words end no turn', () => {
  test.each([1, 45, 100])(
    'half a number is waited for when a decode takes %i frames',
    async (decodeFrames) => {
      const { ends, finals, faults } = await turnsOf(IN_TWO_PARTS, numberIn, decodeFrames);
      expect(faults).toEqual([]);
      expect(finals).toEqual(['My number is zero two zero', 'seven nine four six, zero nine five eight.']);
      expect(ends.length).toBe(1);
    },
  );

  test('what ends a turn at once on a fast machine ends it at the same sample on a slow one', async () => {
    const yes: readonly Stretch[] = [
      [320, false],
      [640, true],
      [1200, false],
      [640, true],
      [1200, false],
    ];
    const [fast, slow] = [
      await turnsOf(yes, () => 'Yes, please.', 1),
      await turnsOf(yes, () => 'Yes, please.', 90),
    ];
    expect(fast.ends).toEqual([512, 512]);
    expect(slow.ends).toEqual(fast.ends);
  });

  test('negative control: words that end in no number let the same pause end the turn, however slow', async () => {
    for (const decodeFrames of [1, 40]) {
      const { ends } = await turnsOf(IN_TWO_PARTS, () => 'My number is here.', decodeFrames);
      expect(ends.length).toBe(2);
    }
  });

  test('a sound without words ends as the turn around it does, and holds nobody up', async () => {
    const { ends, faults } = await turnsOf(IN_TWO_PARTS, (ms) => (ms < 1100 ? '' : 'Hello?'), 60);
    expect(faults).toEqual([]);
    expect(ends.length).toBe(1);
  });
});
