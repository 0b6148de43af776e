/**
 * The pack's products as things people name: exact names, spoken and misspelt ones, brands, general words, parts of names.
 * Built once per pack; slot reading and flows ask it what a surface means.
 */
import { editDistance } from '../../text/index.js';
import type { Product } from '../pack/catalog-row.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import { CATEGORY_SET } from './gazetteer.js';
import { digitsOf, normalForm } from './normal-form.js';
import { createSlotRoles } from './slot-roles.js';
import { mayBeOneName, soundForm } from './sound-form.js';

export type CatalogMatch =
  | { readonly kind: 'one'; readonly product: Product; readonly score: number }
  /** The words fit several products: "an iPhone", "a Samsung phone". */
  | { readonly kind: 'several'; readonly products: readonly Product[] }
  /** A general word for everything of a category. */
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'none' };

interface Alias {
  readonly form: string;
  readonly product: Product;
}

/** A name or brand by how it sounds. */
interface Sounding {
  readonly form: string;
  readonly products: readonly Product[];
}

export interface CatalogIndex {
  readonly products: ReadonlyMap<string, Product>;
  match(surface: string): CatalogMatch;
}

/** How alike a misspelt name must be; chosen on the pack's own misspellings against its out-of-scope goods. */
const ALIKE = 0.78;

export function createCatalogIndex(pack: DialogPack): CatalogIndex {
  const aliases = pack.products.flatMap(aliasesOf);
  const exact = new Map<string, Product[]>();
  for (const { form, product } of aliases) {
    const known = exact.get(form) ?? [];
    if (!known.includes(product)) exact.set(form, [...known, product]);
  }
  const categories = formsOf(pack, CATEGORY_SET);
  const brands = new Map(
    createSlotRoles(pack)
      .slotsOf('brand')
      .flatMap((slot) => [...formsOf(pack, slot)]),
  );
  for (const product of pack.products)
    if (product.brand !== '') brands.set(normalForm(product.brand), product.brand);
  const sounds = new Map<string, Sounding[]>();
  const sounding = [
    ...aliases.map(({ form, product }) => ({ form, products: [product] })),
    ...[...brands].map(([form, brand]) => ({
      form,
      products: pack.products.filter((p) => p.brand === brand),
    })),
  ];
  for (const each of sounding) {
    const sound = soundForm(each.form);
    sounds.set(sound, [...(sounds.get(sound) ?? []), each]);
  }
  const index = { aliases, exact, categories, brands, sounds, all: pack.products };
  const memory = new Map<string, CatalogMatch>();
  return {
    products: new Map(pack.products.map((product) => [product.id, product])),
    match(surface) {
      const form = normalForm(surface);
      const known = memory.get(form);
      if (known !== undefined) return known;
      const found = matchForm(form, index);
      if (memory.size < MEMORY_LIMIT) memory.set(form, found);
      return found;
    },
  };
}

/** How alike a name of the same sound is taken to be. */
const SAME_SOUND = 0.7;
const MEMORY_LIMIT = 5000;

interface Index {
  readonly aliases: readonly Alias[];
  readonly exact: ReadonlyMap<string, readonly Product[]>;
  readonly categories: ReadonlyMap<string, string>;
  readonly brands: ReadonlyMap<string, string>;
  readonly sounds: ReadonlyMap<string, readonly Sounding[]>;
  readonly all: readonly Product[];
}

function aliasesOf(product: Product): Alias[] {
  const names = [...Object.values(product.name), ...product.synonyms, product.id];
  const branded = Object.values(product.name).map((name) => `${product.brand} ${name}`);
  return [...new Set([...names, ...branded].map(normalForm))].map((form) => ({ form, product }));
}

function formsOf(pack: DialogPack, slot: string): Map<string, string> {
  const forms = new Map<string, string>();
  for (const [value, synonyms] of Object.entries(pack.values[slot] ?? {})) {
    forms.set(normalForm(value), value);
    for (const words of Object.values(synonyms)) for (const word of words) forms.set(normalForm(word), value);
  }
  return forms;
}

const some = (products: readonly Product[]): CatalogMatch =>
  products.length === 0
    ? { kind: 'none' }
    : products.length === 1
      ? { kind: 'one', product: products[0]!, score: 1 }
      : { kind: 'several', products };

function matchForm(form: string, index: Index): CatalogMatch {
  if (form.length === 0) return { kind: 'none' };
  const exact = index.exact.get(form) ?? index.exact.get(form.replace(/s$/, ''));
  if (exact !== undefined) return some(exact);
  const category = index.categories.get(form) ?? index.categories.get(form.replace(/s$/, ''));
  if (category !== undefined) return { kind: 'category', category };
  const brand = index.brands.get(form);
  if (brand !== undefined) return some(index.all.filter((product) => product.brand === brand));
  const described = matchDescription(form, index);
  if (described.kind !== 'none') return described;
  const partial = matchPart(form, index);
  if (partial.kind !== 'none') return partial;
  const alike = matchAlike(form, index);
  return alike.kind === 'none' ? matchSound(form, index) : alike;
}

/** 平果 for a brand, "pick cell eight" for a name, 平果手机 for a brand with a general word. */
function matchSound(form: string, index: Index): CatalogMatch {
  const ofSound = (part: string) =>
    (index.sounds.get(soundForm(part)) ?? [])
      .filter((other) => mayBeOneName(part, other.form))
      .flatMap(({ products }) => products);
  const whole = some([...new Set(ofSound(form))]);
  if (whole.kind !== 'none') return whole.kind === 'one' ? { ...whole, score: SAME_SOUND } : whole;
  for (const [word, category] of index.categories) {
    if (!form.endsWith(word) || form === word) continue;
    const fitting = ofSound(form.slice(0, -word.length)).filter((product) => product.category === category);
    if (fitting.length > 0) return some([...new Set(fitting)]);
  }
  return { kind: 'none' };
}

/** "samsung phone", 苹果手机: a brand and a general word and nothing else. */
function matchDescription(form: string, index: Index): CatalogMatch {
  for (const [brandForm, brand] of index.brands) {
    if (!form.startsWith(brandForm)) continue;
    const rest = form.slice(brandForm.length);
    const category = index.categories.get(rest) ?? index.categories.get(rest.replace(/s$/, ''));
    if (category === undefined) continue;
    return some(index.all.filter((product) => product.brand === brand && product.category === category));
  }
  return { kind: 'none' };
}

/** "pixel" is part of two names, "15" ends one of two that hold it; "the new iphone 15 pro please" holds one: the longest that fits. */
function matchPart(form: string, index: Index): CatalogMatch {
  const holders = index.aliases.filter((alias) => form.length >= 2 && alias.form.includes(form));
  const closing = new Set(holders.filter((alias) => alias.form.endsWith(form)).map((alias) => alias.product));
  if (closing.size === 1) return some([...closing]);
  if (holders.length > 0) return some([...new Set(holders.map((alias) => alias.product))]);
  const held = index.aliases.filter(
    (alias) => alias.form.length >= 3 && form.includes(alias.form) && digitsOf(alias.form) === digitsOf(form),
  );
  const longest = Math.max(0, ...held.map((alias) => alias.form.length));
  const best = held.filter((alias) => alias.form.length === longest && longest * 2 >= form.length);
  return some([...new Set(best.map((alias) => alias.product))]);
}

function matchAlike(form: string, index: Index): CatalogMatch {
  let best: { readonly product: Product; readonly score: number } | undefined;
  const digits = digitsOf(form);
  for (const alias of index.aliases) {
    const longer = Math.max(form.length, alias.form.length);
    const limit = Math.floor(longer * (1 - ALIKE));
    if (limit === 0 || digitsOf(alias.form) !== digits) continue;
    const distance = editDistance(form, alias.form, limit);
    const score = 1 - distance / longer;
    if (distance <= limit && (best === undefined || score > best.score))
      best = { product: alias.product, score };
  }
  return best === undefined ? { kind: 'none' } : { kind: 'one', ...best };
}
