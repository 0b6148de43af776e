// Promise: catalog, values, settings and knowledge of the demo pack tell the same facts in both languages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Papa from 'papaparse';
import { parse } from 'yaml';

const PACK = 'packs/aurora';
const HEADER =
  'id,category,brand,name,name_zh,synonyms,price,colors,storages,stock,description,description_zh,image';

type Row = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const catalogText = readFileSync(join(PACK, 'catalog.csv'), 'utf8');
const rows = Papa.parse<Row>(catalogText.trim(), { header: true }).data;
const colors = parse(readFileSync(join(PACK, 'values/colors.yaml'), 'utf8')) as Values;
const stores = parse(readFileSync(join(PACK, 'values/stores.yaml'), 'utf8')) as Values;

function list(cell: string | undefined): string[] {
  return cell ? cell.split('|') : [];
}

function knowledge(locale: string): Map<string, string> {
  const folder = join(PACK, 'knowledge', locale);
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Names that two canonical entries both claim. */
function sharedNames(entries: readonly (readonly [id: string, names: readonly string[]])[]): string[] {
  const owners = new Map<string, string>();
  const shared: string[] = [];
  for (const [id, names] of entries) {
    for (const name of new Set(names.map((one) => one.toLowerCase()))) {
      const owner = owners.get(name);
      if (owner !== undefined && owner !== id) shared.push(name);
      owners.set(name, id);
    }
  }
  return shared;
}

/** The figures of a text in order of size, so that two languages can be compared. */
function figures(text: string): string[] {
  return [...text.matchAll(/\d+(?:[.,]\d+)*/g)].map(([figure]) => figure.replace(/,/g, '')).sort();
}

describe('the catalog', () => {
  test('has the agreed columns, unique ids and sound cells', () => {
    expect(catalogText.split('\n')[0]).toBe(HEADER);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.id).toMatch(/^[a-z0-9-]+$/);
      expect(existsSync(`web-widget/demo${row.image}`) && row.image).toBe(`/art/${row.id}.svg`);
      expect(['phone', 'plan', 'broadband', 'accessory']).toContain(row.category);
      expect(Number(row.price)).toBeGreaterThan(0);
      expect(Number.isInteger(Number(row.stock))).toBe(true);
      expect(row.description && row.description_zh && row.name && row.name_zh).toBeTruthy();
    }
  });

  test('uses only known colours', () => {
    expect(rows.flatMap((row) => list(row.colors)).filter((color) => !(color in colors))).toEqual([]);
  });

  test('gives no name to two products, two colours or two stores', () => {
    const namesOf = (row: Row) => [row.name!, row.name_zh!, ...list(row.synonyms)];
    expect(sharedNames(rows.map((row) => [row.id!, namesOf(row)]))).toEqual([]);
    for (const values of [colors, stores]) {
      expect(
        sharedNames(Object.entries(values).map(([id, names]) => [id, Object.values(names).flat()])),
      ).toEqual([]);
    }
    expect(
      sharedNames([
        ['a', ['Case']],
        ['b', ['case', 'cover']],
      ]),
    ).toEqual(['case']);
  });
});

describe('knowledge', () => {
  const en = knowledge('en');
  const zh = knowledge('zh');

  test('has the same documents and sections in both languages', () => {
    expect([...zh.keys()]).toEqual([...en.keys()]);
    for (const [name, text] of en) {
      const sections = (document: string) => document.match(/^## /gm)?.length;
      expect([name, sections(zh.get(name)!)]).toEqual([name, sections(text)]);
      expect(text).toMatch(/^# \S/);
    }
  });

  test('states every plan price as the catalog does', () => {
    const english = `${en.get('plans-roaming-esim.md')}${en.get('broadband.md')}`;
    const chinese = `${zh.get('plans-roaming-esim.md')}${zh.get('broadband.md')}`;
    for (const row of rows.filter((one) => one.category === 'plan' || one.category === 'broadband')) {
      expect(english).toMatch(new RegExp(`${row.name}[^£]*£${row.price}\\b`));
      expect(chinese).toMatch(new RegExp(`${row.name_zh}[^镑]*?${row.price} 英镑`));
    }
  });

  test('states the same money amounts in both languages', () => {
    for (const [name, text] of en) {
      const pounds = figures([...text.matchAll(/£[\d.,]*\d/g)].join(' '));
      const chinese = figures(zh.get(name)!);
      expect([name, pounds.filter((amount) => !chinese.includes(amount))]).toEqual([name, []]);
    }
    expect(figures('£1,149 or £3.95')).toEqual(['1149', '3.95']);
  });

  test('names every store of the pack', () => {
    for (const names of Object.values(stores)) {
      expect(en.get('stores.md')).toContain(`${names.en![0]}:`);
      expect(zh.get('stores.md')).toContain(`${names.zh![0]}店：`);
    }
  });
});
