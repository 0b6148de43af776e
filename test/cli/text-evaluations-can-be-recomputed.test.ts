/** Promise: `eval intents` and `eval slots` take every documented layout, and their figures follow from the predictions they write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../protocol/index.js';
import { openWorkplace } from './in-a-terminal.js';

const place = openWorkplace();
afterAll(() => place.close());

const FRAMES: Record<string, readonly string[]> = {
  order: ['i want to buy a', 'please order me one', 'can i purchase the', 'get me a new'],
  repair: ['my screen is broken', 'it does not turn on', 'the battery died on my', 'please fix the'],
  hours: ['when do you open', 'are you open on sunday', 'closing time please', 'opening hours of the'],
};
const THINGS = ['phone', 'tablet', 'laptop', 'watch', 'camera', 'charger', 'cable', 'speaker'];
const STRANGE = ['sing a song', 'what is love', 'tell the weather in rome', 'do my homework', 'cook pasta'];

/** Generated. @param isHonest false: labels drawn at random, so that there is nothing to learn. */
function utterances(seed: number, isHonest = true) {
  const random = seededRandom(seed);
  const intents = Object.keys(FRAMES);
  return Array.from({ length: 240 }, (_, i) => {
    const intent = intents[i % intents.length]!;
    const text = `${random.pick(FRAMES[intent]!)} ${random.pick(THINGS)} ${random.pick(['now', 'today', 'please', ''])}`;
    return { text: text.trim(), intent: isHonest ? intent : random.pick(intents) };
  });
}

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const strange = STRANGE.flatMap((text) =>
  ['', ' please', ' now', ' for me'].map((end) => ({ text: text + end, intent: 'out_of_scope' })),
);

interface Prediction {
  readonly expected: string;
  readonly given: string;
  readonly best: string;
}

/** Training words and test words of each intent are disjoint: only meaning leads from one to the other. */
const PARAPHRASES: Record<string, readonly [readonly string[], readonly string[]]> = {
  lost: [
    ['i lost my phone', 'my handset was stolen', 'someone took my device'],
    ['mobile has gone missing', 'cannot find cell anywhere'],
  ],
  pay: [
    ['how can i pay the bill', 'which cards do you accept', 'settle my invoice'],
    ['methods of payment please', 'is visa or cash okay'],
  ],
  open: [
    ['when does the shop open', 'opening hours on sunday', 'what time do you close'],
    ['are stores shut at weekends', 'until how late can we come in'],
  ],
  broken: [
    ['the screen is broken', 'my display has cracked', 'it needs repair'],
    ['glass shattered', 'touchscreen damaged after a fall, fix'],
  ],
};

describe('eval intents', () => {
  const train = place.put('train.jsonl', lines([...utterances(1), ...strange]));
  const tested = place.put('test.jsonl', lines([...utterances(2), ...strange.slice(0, 8)]));

  test('gives figures that its predictions lead to', async () => {
    const [figures] = await place.json(
      'eval',
      'intents',
      '--train',
      train,
      '--test',
      tested,
      '--predictions',
      'p.jsonl',
    );
    const keys = [
      'accuracy',
      'accuracyWithRejection',
      'oosRecall',
      'auroc',
      'macroF1',
      'trainMs',
      'medianMs',
      'p99Ms',
      'modelBytes',
    ];
    for (const key of keys) expect([key, typeof figures![key]]).toEqual([key, 'number']);
    const predictions = readFileSync(join(place.folder, 'p.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Prediction);
    expect(predictions).toHaveLength(248);
    const inScope = predictions.filter(({ expected }) => expected !== 'out_of_scope');
    const share = (rows: readonly Prediction[], isRight: (row: Prediction) => boolean) =>
      rows.filter(isRight).length / rows.length;
    expect(figures!.accuracy).toBeCloseTo(
      share(inScope, (row) => row.best === row.expected),
      12,
    );
    expect(figures!.accuracyWithRejection).toBeCloseTo(
      share(inScope, (row) => row.given === row.expected),
      12,
    );
    const out = predictions.filter(({ expected }) => expected === 'out_of_scope');
    expect(figures!.oosRecall).toBeCloseTo(
      share(out, (row) => row.given === 'out_of_scope'),
      12,
    );
    expect(figures!.accuracy as number).toBeGreaterThan(0.95);
  });

  test('finds nothing where labels are random', async () => {
    const noise = place.put('noise.jsonl', lines(utterances(3, false)));
    const [figures] = await place.json('eval', 'intents', '--train', noise, '--test', tested);
    expect(figures!.accuracy as number).toBeLessThan(0.55);
  });

  test('takes the CLINC, BANKING and SNIPS layouts', async () => {
    const pairs = (seed: number) => utterances(seed).map(({ text, intent }) => [text, intent]);
    const out = strange.map(({ text }) => [text, 'oos']);
    place.put(
      'clinc/data_full.json',
      JSON.stringify({
        train: pairs(1),
        val: pairs(2),
        test: pairs(3),
        oos_train: out,
        oos_val: out,
        oos_test: out,
      }),
    );
    const csv = (seed: number) =>
      `text,category\r\n${utterances(seed)
        .map(({ text, intent }) => `"${text}",${intent}\r\n`)
        .join('')}`;
    place.put('banking/train.csv', csv(1));
    place.put('banking/test.csv', csv(2));
    for (const [part, seed] of [
      ['train', 1],
      ['dev', 2],
      ['test', 3],
    ] as const) {
      place.put(
        `snips/${part}.seq.in`,
        utterances(seed)
          .map(({ text }) => `${text}\n`)
          .join(''),
      );
      place.put(
        `snips/${part}.label`,
        utterances(seed)
          .map(({ intent }) => `${intent}\n`)
          .join(''),
      );
    }
    for (const [folder, hasOutside] of [
      ['clinc', true],
      ['banking', false],
      ['snips', false],
    ] as const) {
      const [figures] = await place.json('eval', 'intents', '--train', folder, '--test', folder);
      expect([folder, figures!.testExamples, figures!.oosRecall !== null]).toEqual([folder, 240, hasOutside]);
    }
  });

  test('is the same for the same seed', async () => {
    const run = async () => {
      const [{ accuracy, auroc, macroF1, modelBytes }] = (await place.json(
        'eval',
        'intents',
        '--train',
        train,
        '--test',
        tested,
        '--seed',
        '7',
      )) as [Record<string, unknown>];
      return { accuracy, auroc, macroF1, modelBytes };
    };
    expect(await run()).toEqual(await run());
  });

  test.each([
    [['--train', 'absent.jsonl'], 2, /does not exist.*\[usage\.wrong\]/],
    [['--train', 'empty'], 2, /holds no train part.*\[usage\.wrong\]/],
    [['--train', 'broken.jsonl'], 1, /broken\.jsonl:2:\d+: this line is not JSON.*\[learning\.bad-data\]/],
    [['--train', 'one.jsonl'], 1, /at least two labels.*\[learning\.no-data\]/],
    [['--train', 'train.jsonl', '--seeds', '0'], 2, /between 1 and 50/],
  ])('refuses %j', async (words, code, message) => {
    place.put('broken.jsonl', '{"text":"a","intent":"b"}\n{"text":\n');
    place.put('empty/readme.txt', 'nothing');
    place.put('one.jsonl', '{"text":"a","intent":"b"}\n');
    const said = await place.leadline('eval', 'intents', ...words);
    expect(said.code).toBe(code);
    expect(said.err).toMatch(message);
    expect(said.out).toBe('');
  });

  test('sentence vectors carry what no shared word carries, and their weights are counted', async () => {
    const rows = (part: 0 | 1) =>
      Object.entries(PARAPHRASES).flatMap(([intent, texts]) => texts[part].map((text) => ({ text, intent })));
    const sets = [
      '--train',
      place.put('a.jsonl', lines(rows(0))),
      '--test',
      place.put('b.jsonl', lines(rows(1))),
    ];
    const [words] = await place.json('eval', 'intents', ...sets);
    const [meaning] = await place.json('eval', 'intents', ...sets, '--embeddings');
    expect(meaning!.accuracy).toBeGreaterThanOrEqual(0.75);
    expect(meaning!.accuracy).toBeGreaterThan(words!.accuracy as number);
    expect(meaning!.modelBytes).toBeGreaterThan(28_000_000);
  }, 60_000);
});

describe('eval slots', () => {
  /** Generated. @param isHonest false: tags drawn at random. */
  function sentences(seed: number, isHonest = true) {
    const random = seededRandom(seed);
    return Array.from({ length: 150 }, () => {
      const size = random.pick([['64', 'gb'], ['large']]);
      const tokens = ['i', 'want', 'a', random.pick(THINGS), 'with', ...size];
      const tags = ['O', 'O', 'O', 'B-product', 'O', 'B-size', ...size.slice(1).map(() => 'I-size')];
      return { tokens, tags: isHonest ? tags : tags.map(() => random.pick(['O', 'B-product', 'B-size'])) };
    });
  }

  test('scores whole slots, and as little as there is to learn', async () => {
    const tested = place.put('s-test.jsonl', lines(sentences(2)));
    const figuresOf = async (train: string) =>
      (await place.json('eval', 'slots', '--train', train, '--test', tested, '--predictions', 's.jsonl'))[0]!;
    const honest = await figuresOf(place.put('s-train.jsonl', lines(sentences(1))));
    expect(honest).toMatchObject({ precision: 1, recall: 1, f1: 1, medianMs: expect.any(Number) });
    const noise = await figuresOf(place.put('s-noise.jsonl', lines(sentences(3, false))));
    expect(noise.f1 as number).toBeLessThan(0.6);
    const first = JSON.parse(readFileSync(join(place.folder, 's.jsonl'), 'utf8').split('\n')[0]!) as Record<
      string,
      unknown
    >;
    expect(Object.keys(first)).toEqual(['input', 'expected', 'given', 'confidence']);
  });

  test('names the place of a bad tag', async () => {
    place.put('bad.jsonl', '{"tokens":["a"],"tags":["product"]}\n');
    const { code, err } = await place.leadline('eval', 'slots', '--train', 'bad.jsonl');
    expect(code).toBe(1);
    expect(err).toMatch(/bad\.jsonl:1:1: "tags\.0": a tag is O, B-name or I-name \[learning\.bad-data\]/);
  });
});
