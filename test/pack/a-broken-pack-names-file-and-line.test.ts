/** Whatever is wrong in a pack is reported with its file and line, all at once, and a broken pack never loads. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { examinePack, loadPack } from '../../bot/index.js';

const packs = join(import.meta.dirname, '../../packs');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-pack-'));
  cpSync(packs, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const edit = (file: string, change: (text: string) => string) => {
  const path = join(folder, 'aurora', file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
};
const problems = () => examinePack(join(folder, 'aurora')).problems;
const lineOf = (file: string, words: string) =>
  readFileSync(join(folder, 'aurora', file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1;

describe('the packs that ship', () => {
  test('have no problems, and the same files give the same hash', () => {
    expect(problems()).toEqual([]);
    expect(loadPack(join(folder, 'aurora')).hash).toBe(loadPack(join(packs, 'aurora')).hash);
  });

  test('change their hash with any file, a base pack included', () => {
    const before = loadPack(join(folder, 'aurora')).hash;
    const base = join(folder, 'common/intents/greet.yaml');
    writeFileSync(base, `${readFileSync(base, 'utf8')}\n# a remark\n`);
    expect(loadPack(join(folder, 'aurora')).hash).not.toBe(before);
  });
});

test('a pack brings its own apology, in all its languages', () => {
  const { apology } = loadPack(join(folder, 'aurora')).words;
  expect(Object.keys(apology ?? {}).sort()).toEqual(['en', 'zh']);
  edit('responses/en.yaml', (text) => `${text}\nstep.failed: 'That was our fault.'\n`);
  expect(loadPack(join(folder, 'aurora')).words.apology).toEqual({ ...apology, en: 'That was our fault.' });
});

test('words of leads.yaml add up along the packs that a pack extends', () => {
  writeFileSync(
    join(folder, 'common/leads.yaml'),
    'wording:\n  notes: { everyoneElse: { en: Others, fr: Autres } }\n',
  );
  edit('leads.yaml', (text) => `${text}\nwording:\n  notes: { everyoneElse: { en: The rest } }\n`);
  const { wording, signals } = loadPack(join(folder, 'aurora')).leads;
  expect(wording.notes.everyoneElse).toEqual({ en: 'The rest', fr: 'Autres' });
  expect(signals.length).toBeGreaterThan(10);
});

describe('a problem', () => {
  test('of a keyword names what it refers to and is not there', () => {
    edit('keywords.yaml', (text) => `${text}\ngone:\n  phrases: { fr: [partir] }\n  starts: fly_away\n`);
    expect(problems().map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'keywords.yaml: keyword "gone" starts "fly_away", an intent of no flow',
      'keywords.yaml: keyword "gone" has phrases in "fr", no locale of the pack',
    ]);
    edit('keywords.yaml', (text) => text.replace('starts: fly_away', 'match: [loud]'));
    expect(problems()).toEqual([
      {
        file: 'keywords.yaml',
        line: lineOf('keywords.yaml', 'match: [loud]'),
        message: expect.stringContaining('match'),
      },
    ]);
  });

  test('of a signal names a keyword that nobody spots', () => {
    edit('leads.yaml', (text) => text.replace('keywords: [competitor]', 'keywords: [rival]'));
    expect(problems().map(({ message }) => message)).toEqual([
      'signal "named-competitor" counts keyword "rival", which keywords.yaml does not have',
    ]);
  });

  test('of a setting names the line in pack.yaml', () => {
    edit('pack.yaml', (text) => text.replace('salesLine: 0.6', 'salesLine: 6'));
    const line = lineOf('pack.yaml', 'salesLine: 6');
    expect(problems()).toContainEqual(expect.objectContaining({ file: 'pack.yaml', line }));
  });

  test('of YAML names the line', () => {
    edit('intents/buy_phone.yaml', (text) => `${text}\n  - "unclosed\n`);
    expect(problems()[0]).toMatchObject({ file: 'intents/buy_phone.yaml' });
    expect(problems()[0]!.line).toBeGreaterThan(3);
  });

  test('of a slot mark names the utterance and its line', () => {
    const line = lineOf('intents/buy_phone.yaml', '](product)');
    edit('intents/buy_phone.yaml', (text) => text.replace('](product)', '](product'));
    expect(problems()).toEqual([expect.objectContaining({ file: 'intents/buy_phone.yaml', line })]);
  });

  test('of a catalog row names the row', () => {
    edit('catalog.csv', (text) => text.replace(',699,', ',cheap,'));
    const line = lineOf('catalog.csv', ',cheap,');
    expect(problems()).toContainEqual(expect.objectContaining({ file: 'catalog.csv', line }));
  });

  test('of a row with too few cells names the row', () => {
    edit('catalog.csv', (text) => `${text.trimEnd()}\nonly,three,cells\n`);
    expect(problems()[0]).toMatchObject({ file: 'catalog.csv', line: lineOf('catalog.csv', 'only,three') });
  });

  test('of a wording that nobody wrote names the language file', () => {
    edit('responses/zh.yaml', (text) => text.replace('buy_phone.ask.product:', 'buy_phone.ask.nothing:'));
    expect(problems()).toEqual([
      { file: 'responses/zh.yaml', line: 1, message: 'response key "buy_phone.ask.product" is missing' },
    ]);
  });

  test('of a wording that only the engine says is found as well', () => {
    const path = join(folder, 'common/responses/en.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('step.failed:', 'step.lost:'));
    expect(problems()).toEqual([expect.objectContaining({ file: 'responses/en.yaml', line: 1 })]);
  });

  test('keeps the pack from loading', () => {
    edit('pack.yaml', (text) => text.replace('timeZone: Europe/London', 'timeZone: Moon/Base'));
    expect(() => loadPack(join(folder, 'aurora'))).toThrow(expect.objectContaining({ code: 'pack.invalid' }));
  });

  test('a folder without pack.yaml is not a pack', () => {
    expect(() => loadPack(folder)).toThrow(expect.objectContaining({ code: 'pack.not-found' }));
  });
});

describe('a bomb in a pack is refused with its file, never unfolded:', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`),
    )
    .join('\n');

  test('aliases that multiply', () => {
    writeFileSync(join(folder, 'aurora/values/bomb.yaml'), bomb);
    expect(problems()).toEqual([expect.objectContaining({ file: 'values/bomb.yaml', line: 1 })]);
  });

  test('a few aliases are no bomb', () => {
    writeFileSync(join(folder, 'aurora/values/plain.yaml'), 'one: &w { en: [one] }\ntwo: *w\n');
    expect(problems()).toEqual([]);
  });

  test('a million broken rows: the first hundred are told', () => {
    writeFileSync(join(folder, 'aurora/catalog.csv'), `id,name\n${'a,b\n'.repeat(1_000_000)}`);
    const told = problems().filter(({ file }) => file === 'catalog.csv');
    expect(told.length).toBeGreaterThanOrEqual(100);
    expect(told.length).toBeLessThan(120);
  });

  test('a folder, and a file larger than people write', () => {
    mkdirSync(join(folder, 'aurora/values/folder.yaml'));
    writeFileSync(join(folder, 'aurora/values/large.yaml'), `a: ${'x'.repeat(1_000_000)}`);
    writeFileSync(join(folder, 'aurora/knowledge/en/large.md'), 'x'.repeat(1_000_001));
    expect(problems().map(({ file }) => file)).toEqual(
      expect.arrayContaining(['values/folder.yaml', 'values/large.yaml', 'knowledge/en/large.md']),
    );
  });
});
