/** Promise: the quiet lines of a transcript read in the rep's language, flows by the names that the pack gives them. */
import { expect, test } from '@jest/globals';
import { phoneCall } from '../../console/dev/fixture-conversations.js';
import { en, foldTranscript, markText, zh } from '../../console/index.js';

const TITLES = { buy_phone: { en: 'order a phone', zh: '买手机' } };
const marks = foldTranscript(phoneCall(Date.UTC(2025, 10, 24, 10, 0, 0)).events).items.flatMap((item) =>
  item.kind === 'mark' ? [item] : [],
);

function read(language: 'en' | 'zh', flowTitles: Parameters<typeof markText>[1]['flowTitles']): string[] {
  const words = language === 'en' ? en : zh;
  return marks.map((mark) =>
    markText(mark, { words, flowTitles, time: { language, timeZone: 'Europe/London' } }),
  );
}

test('a flow has its title in each language', () => {
  expect(read('en', TITLES)).toContain('Started “order a phone”');
  expect(read('zh', TITLES)).toEqual(expect.arrayContaining(['开始流程“买手机”', '完成流程“买手机”']));
});

test('negative control: without a title the name shows as plain words', () => {
  expect(read('zh', {})).toContain('开始流程“Buy phone”');
});

test('every reason that the engine gives for a handoff has words in both languages', () => {
  const reasons = ['asked_for', 'repeated_failure', 'action_failed'];
  for (const words of [en, zh])
    expect(Object.keys(words.marks.reasons)).toEqual(expect.arrayContaining(reasons));
});
