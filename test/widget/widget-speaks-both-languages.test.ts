/** Promise: every word of the widget and of the demo page exists in English and in Chinese, and the shop's facts match the pack. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Papa from 'papaparse';
import {
  directionOf,
  langTag,
  languageOf,
  nativeName,
  separatorText,
  wordingOf,
} from '../../web-widget/locale/catalogue.js';
import { english, type Phrases } from '../../web-widget/locale/phrases-en.js';
import { chinese } from '../../web-widget/locale/phrases-zh.js';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'web-widget/demo/index.html'), 'utf8');
const HAN = /\p{Script=Han}/u;

/** Keys whose wording is empty or in the wrong script. */
function unspoken(phrases: Phrases, isRight: (words: string) => boolean): readonly string[] {
  return Object.entries(phrases).flatMap(([key, phrase]) => {
    const words = typeof phrase === 'function' ? phrase('7' as never) : phrase;
    return words !== '' && isRight(words) ? [] : [key];
  });
}

describe('the widget speaks both languages', () => {
  test('no phrase is missing or left in the other language', () => {
    expect(unspoken(english, (words) => !HAN.test(words))).toEqual([]);
    expect(unspoken(chinese, (words) => HAN.test(words))).toEqual([]);
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  });

  test('an untranslated phrase would be found (negative control)', () => {
    expect(unspoken({ ...chinese, send: 'Send' }, (words) => HAN.test(words))).toEqual(['send']);
  });

  test('counts stand in the phrases that name them, and nothing shouts', () => {
    expect(english.openChatUnread(3)).toContain('3');
    expect(chinese.openChatUnread(3)).toContain('3');
    expect(unspoken(english, (words) => !/!|Oops/.test(words))).toEqual([]);
  });

  test('locales map to words, language tags and direction', () => {
    expect(wordingOf('zh-Hans-CN').phrases).toBe(chinese);
    expect(wordingOf('fr')).toEqual({ phrases: english, lang: 'en' });
    expect([langTag('zh'), langTag('zh-TW'), langTag('en-GB')]).toEqual(['zh-CN', 'zh-TW', 'en-GB']);
    expect([directionOf('ar'), directionOf('zh'), languageOf('en_US')]).toEqual(['rtl', 'ltr', 'en']);
    expect([nativeName('zh'), nativeName('en')]).toEqual(['中文', 'English']);
  });

  test('separators name the day', () => {
    const now = new Date(2026, 10, 24, 14, 8).getTime();
    expect(separatorText(now, now, 'en')).toBe('Today 14:08');
    expect(separatorText(now - 86_400_000, now, 'zh')).toBe('昨天 14:08');
    expect(separatorText(now - 3 * 86_400_000, now, 'en')).toBe('21 November 14:08');
    expect(separatorText(now - 3 * 86_400_000, now, 'zh')).toBe('11月21日 14:08');
  });
});

describe('the demo page', () => {
  test('every element with words has its Chinese', () => {
    const translated = [...page.matchAll(/data-zh="([^"]+)"/g)].map((match) => match[1]!);
    expect(translated.length).toBeGreaterThan(60);
    const names = new Set([
      'iPhone 15',
      'iPhone 15 Pro',
      'Galaxy S24',
      'Galaxy A55',
      'Pixel 8a',
      'Nothing Phone 2',
      'Fairphone 5',
    ]);
    expect(
      translated.filter((words) => !HAN.test(words) && !names.has(words) && !/^\d+ GB$/.test(words)),
    ).toEqual([]);
  });

  test('has neither inline scripts nor inline styles', () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+="|<script>/);
  });

  test('prices are those of the catalog', () => {
    const csv = readFileSync(join(root, 'packs/aurora/catalog.csv'), 'utf8');
    const rows = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
    const shown = rows.filter(({ name }) => page.includes(`>${name}<`));
    expect(shown.length).toBeGreaterThanOrEqual(15);
    for (const { name, price } of shown) {
      const [, after] = page.split(`>${name}<`);
      expect({ name, price: /£(\d+)/.exec(after?.split('class="price"')[1] ?? '')?.[1] }).toEqual({
        name,
        price,
      });
    }
  });

  test('every product of the catalog has its picture', () => {
    const csv = readFileSync(join(root, 'packs/aurora/catalog.csv'), 'utf8');
    const rows = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
    for (const { id } of rows) {
      expect(readFileSync(join(root, `web-widget/demo/art/${id}.svg`), 'utf8')).toContain('<svg');
    }
  });
});
