// Promise: the packs' utterances are written, not multiplied. Near-duplicates stay under 5% in each locale.
import { describe, expect, test } from '@jest/globals';
import { editDistance, findNearDuplicates } from './near-duplicates.js';
import { type PackUtterance, parseUtterance, readPackUtterances } from './pack-utterances.js';

const LARGEST_SHARE = 0.05;
const utterances = readPackUtterances('packs', ['common', 'aurora']);

function utterance(source: string, locale = 'en'): PackUtterance {
  return { file: 'control', intent: 'control', locale, source, ...parseUtterance(source) };
}

describe('near-duplicates of the shipped packs', () => {
  test.each(['en', 'zh'])('are under 5%% of all %s utterances', (locale) => {
    const some = utterances.filter((one) => one.locale === locale);
    const found = findNearDuplicates(some);
    const listing = found.map((pair) => `${pair.utterance.source}  ~  ${pair.of.source}`).join('\n');
    expect({ share: found.length / some.length < LARGEST_SHARE, listing }).toEqual({ share: true, listing });
    expect(some.length).toBeGreaterThan(2500);
  });

  test('are under 5% within every intent and locale', () => {
    const tooMany = [...groupOf(utterances)].filter(
      ([, group]) => findNearDuplicates(group).length / group.length >= LARGEST_SHARE,
    );
    expect(tooMany.map(([name]) => name)).toEqual([]);
  });
});

function groupOf(all: readonly PackUtterance[]): Map<string, PackUtterance[]> {
  const groups = new Map<string, PackUtterance[]>();
  for (const one of all) {
    const name = `${one.intent} ${one.locale}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return groups;
}

describe('the count itself (negative control)', () => {
  test('sees utterances multiplied from one template', () => {
    const products = ['iPhone 15', 'Pixel 8', 'Galaxy S24', 'Xiaomi 14'];
    const templated = products.map((name) => utterance(`I want to buy a [${name}](product) today`));
    expect(findNearDuplicates(templated)).toHaveLength(3);
  });

  test('sees a small change of letters, and a change of case and punctuation', () => {
    const pair = [utterance('where on earth is my parcel'), utterance('where on earth is my parcels')];
    expect(findNearDuplicates(pair)).toHaveLength(1);
    expect(findNearDuplicates([utterance('Stop!'), utterance('stop')])).toHaveLength(1);
  });

  test('does not confuse different sentences, locales or bare values', () => {
    expect(findNearDuplicates([utterance('where is my order'), utterance('cancel my order')])).toEqual([]);
    expect(findNearDuplicates([utterance('ok', 'en'), utterance('ok', 'zh')])).toEqual([]);
    expect(findNearDuplicates([utterance('[blue](color)'), utterance('[black](color)')])).toEqual([]);
  });

  test('measures the edit distance', () => {
    expect(editDistance('kitten', 'sitting', 5)).toBe(3);
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
  });
});
