import { describe, expect, it } from '@jest/globals';
import {
  OUT_OF_SCOPE,
  readBanking,
  readClinc,
  readCsv,
  readIntentLines,
  readSlotLines,
  readSnipsIntents,
  readSnipsSlots,
  readTable,
  splitGoal,
} from '../../learning/index.js';

const data = (text: string, file = 'f') => ({ file, text });
const bad = (message: string) =>
  expect.objectContaining({ code: 'learning.bad-data', message: expect.stringMatching(message) });
const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
};

describe('data readers', () => {
  it('read JSONL intents and set out-of-scope lines apart', () => {
    const text = `\ufeff{"text":"hi","intent":"greet"}\r\n\r\n{"text":"zz","intent":"${OUT_OF_SCOPE}"}\n`;
    expect(readIntentLines(data(text))).toEqual({
      examples: [{ text: 'hi', label: 'greet' }],
      outOfScope: ['zz'],
    });
  });

  it('read the CLINC, BANKING and SNIPS layouts', () => {
    const part = [['a', 'x']];
    const clinc = { train: part, val: part, test: part, oos_train: part, oos_val: [], oos_test: part };
    const read = readClinc(data(JSON.stringify(clinc, null, 2)));
    expect(read.train).toEqual({ examples: [{ text: 'a', label: 'x' }], outOfScope: ['a'] });
    expect(readBanking(data('text,category\n"a, b",x\n')).examples).toEqual([{ text: 'a, b', label: 'x' }]);
    expect(readSnipsIntents(data('play it\n'), data('Play\n')).examples).toEqual([
      { text: 'play it', label: 'Play' },
    ]);
    expect(readSnipsSlots(data('play it \n'), data('O B-x \n'))).toEqual([
      { tokens: ['play', 'it'], tags: ['O', 'B-x'] },
    ]);
  });

  it.each([
    [
      'a line that is not JSON',
      () => readIntentLines(data('{"text":"a","intent":"b"}\n{"text":', 'i.jsonl')),
      '^i.jsonl:2:\\d+:',
    ],
    [
      'a line without intent',
      () => readIntentLines(data('{"text":"a"}', 'i.jsonl')),
      '^i.jsonl:1:1: "intent"',
    ],
    [
      'a tag that is not BIO',
      () => readSlotLines(data('{"tokens":["a"],"tags":["X"]}', 's')),
      '^s:1:1: "tags.0"',
    ],
    [
      'more tokens than tags',
      () => readSlotLines(data('{"tokens":["a","b"],"tags":["O"]}', 's')),
      '^s:1:2: 2 tokens but 1 tags',
    ],
    [
      'fewer labels than utterances',
      () => readSnipsIntents(data('a\nb'), data('x', 'label')),
      '^label:2: 1 labels',
    ],
    [
      'a ragged CSV row after a quoted line break',
      () => readTable(data('a,b\n"x\ny",2\n3\n', 't.csv')),
      '^t.csv:4:2: 1 fields',
    ],
    [
      'a word in a column of numbers',
      () => readTable(data(`n\n${'1\n'.repeat(99)}many\n`, 't.csv')),
      '^t.csv:101:1: "many"',
    ],
    [
      'a goal with three values',
      () => splitGoal(readTable(data('g\na\nb\nc\n')), 'g', 't.csv'),
      'needs two values',
    ],
    [
      'a goal that is not there',
      () => splitGoal(readTable(data('g\na\n')), 'h', 't.csv'),
      '^t.csv:1: there is no column "h"',
    ],
  ])('name file, line and column of %s', (_name, work, message) => {
    expect(thrownBy(work)).toEqual(bad(message));
  });

  it('read quotes, line breaks in fields, CRLF and the common delimiters', () => {
    const rows = (text: string) => readCsv(data(text)).rows.map(({ line, fields }) => [line, ...fields]);
    expect(rows('a,b\r\n"x, ""y""","1\n2"\r\n3,\r\n')).toEqual([
      [2, 'x, "y"', '1\n2'],
      [4, '3', ''],
    ]);
    for (const mark of [';', '\t', '|']) expect(rows(`a${mark}b\n1,5${mark}2`)).toEqual([[2, '1,5', '2']]);
    expect(rows('a,b\n1,')).toEqual([[2, '1', '']]);
    expect(rows('a,b\n1,2\n\n3,4\n')).toHaveLength(2);
  });

  it.each([
    ['that is not closed', 'a,b\n1,"x\n', '^t.csv:2:2: a quoted field'],
    ['with text behind it', 'a,b\n"x"y,1\n', '^t.csv:2:1: there is text'],
  ])('refuse a quote %s', (_name, text, message) => {
    expect(thrownBy(() => readCsv(data(text, 't.csv')))).toEqual(bad(message));
  });

  it('read tables with missing values and a goal that says yes', () => {
    const table = readTable(data('age;source;won\n30;web;no\nNA;;yes\n'));
    expect(table.columns[0]).toEqual({
      kind: 'numeric',
      name: 'age',
      values: Float64Array.of(30, Number.NaN),
    });
    expect(table.columns[1]).toMatchObject({
      kind: 'categorical',
      categories: ['web'],
      values: Int32Array.of(0, -1),
    });
    const goal = splitGoal(table, 'won', 'f');
    expect([goal.positive, [...goal.targets], goal.table.columns.length]).toEqual(['yes', [0, 1], 2]);
  });

  it('name the line and field of an utterance without category, and of a category without utterance', () => {
    expect(thrownBy(() => readBanking(data('text,category\na,x\nb, \n')))).toEqual(
      bad('^f:3:2: the category is missing'),
    );
    expect(thrownBy(() => readBanking(data('category,text\nx,\n')))).toEqual(
      bad('^f:2:2: the utterance is missing'),
    );
    expect(thrownBy(() => readBanking(data('category,text\nx,b\n')))).toBeUndefined();
  });
});
