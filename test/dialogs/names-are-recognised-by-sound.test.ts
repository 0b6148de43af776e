import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadPack } from '../../bot/pack/index.js';
import { type CatalogMatch, createCatalogIndex } from '../../dialogs/index.js';

const { dialogs: pack } = loadPack(join(import.meta.dirname, '../../packs/aurora'));
const catalog = createCatalogIndex(pack);

function found(match: CatalogMatch): string {
  if (match.kind === 'one') return match.product.id;
  if (match.kind === 'several') return [...new Set(match.products.map(({ brand }) => brand))].join(' ');
  return match.kind;
}

/** Written for this test: what recognisers and typists made of the catalog's names. */
const MISHEARD: Readonly<Record<string, string>> = {
  'eye phone fifteen': 'iphone-15',
  'i fone 15': 'iphone-15',
  'ai phone 15 pro': 'iphone-15-pro',
  pixle: 'Google',
  'pick cell eight': 'pixel-8',
  'galaksy s24': 'galaxy-s24',
  'sham sung s24': 'galaxy-s24',
  'show me 14': 'xiaomi-14',
  'fare phone 5': 'fairphone-5',
  'pour bank': 'power-bank',
  'ear fones': 'earbuds',
  平果: 'Apple',
  平果15: 'iphone-15',
  萍果十五: 'iphone-15',
  平果手机: 'Apple',
  三新: 'Samsung',
  小咪14: 'xiaomi-14',
  晓米14: 'xiaomi-14',
  耳鸡: 'earbuds',
  充电包: 'power-bank',
};

const NOT_SOLD =
  'nokia 3310,sony xperia,motorola edge,oppo find,vivo x100,ipad,macbook,apple watch,xbox,toaster,laptop,camera,pickle jar,' +
  'galleon,piano,荣耀,一加,魅族,索尼,冰箱,洗衣机,电视,平板电脑,相机,音箱,手表,诺基亚,苹果树,三明治,小麦';

describe('names are recognised by sound', () => {
  it('where their letters or characters are others', () => {
    const wrong = Object.entries(MISHEARD).filter(([said, meant]) => found(catalog.match(said)) !== meant);
    expect(wrong).toEqual([]);
  });

  it('with the number that was said, never another', () => {
    expect(found(catalog.match('平果16'))).toBe('none');
    expect(found(catalog.match('pick cell nine'))).toBe('none');
  });

  it('control: what is not sold sounds like nothing that is', () => {
    const wrong = NOT_SOLD.split(',').filter((goods) => found(catalog.match(goods)) !== 'none');
    expect(wrong).toEqual([]);
  });

  it('a name spelt right is surer than one of the same sound', () => {
    const right = catalog.match('iPhone 15');
    const heard = catalog.match('i fone 15');
    expect(right.kind === 'one' && heard.kind === 'one' && right.score > heard.score).toBe(true);
  });
});
