/**
 * Finds the pack's own words (product names, colours, stores) in a token list. Its hits are features of the tagger and
 * readings of their own where the tagger is silent.
 */
import type { Token } from '../../text/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import { normalForm } from './normal-form.js';

export interface GazetteerHit {
  /** `color`, or `product/<category>` for products and the general words for them. */
  readonly list: string;
  /** Canonical value: product id, category or value of the set. */
  readonly value: string;
  /** Token indices, end exclusive. */
  readonly from: number;
  readonly to: number;
}

interface Entry {
  readonly list: string;
  readonly value: string;
}

export interface Gazetteer {
  find(tokens: readonly Token[]): readonly GazetteerHit[];
}

export const PRODUCT_LIST = 'product/';
/** The values file of the catalog's column `category`: general words for products, no slot of its own. */
export const CATEGORY_SET = 'category';

export function createGazetteer(pack: DialogPack): Gazetteer {
  const entries = new Map<string, Entry[]>();
  const add = (phrase: string, entry: Entry) => {
    const form = normalForm(phrase);
    if (form === '') return;
    const known = entries.get(form) ?? [];
    if (!known.some((other) => other.list === entry.list && other.value === entry.value)) {
      entries.set(form, [...known, entry]);
    }
  };
  for (const product of pack.products) {
    const entry = { list: PRODUCT_LIST + product.category, value: product.id };
    for (const name of [...Object.values(product.name), ...product.synonyms]) add(name, entry);
  }
  for (const [slot, set] of Object.entries(pack.values)) {
    for (const [value, synonyms] of Object.entries(set)) {
      const list = slot === CATEGORY_SET ? PRODUCT_LIST + value : slot;
      for (const word of Object.values(synonyms).flat()) add(word, { list, value });
    }
  }
  const longest = Math.max(1, ...[...entries.keys()].map((form) => form.length));
  const lists: Lists = { entries, longest, openings: openingsOf([...entries.keys()]) };
  return { find: (tokens) => findHits(tokens, lists) };
}

const MAX_TOKENS = 8;

interface Lists {
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Length of the longest form. */
  readonly longest: number;
  /** Every beginning of every form: a token that is none of them starts no hit. */
  readonly openings: ReadonlySet<string>;
}

function openingsOf(forms: readonly string[]): ReadonlySet<string> {
  const openings = new Set<string>();
  for (const form of forms) for (let end = 1; end <= form.length; end++) openings.add(form.slice(0, end));
  return openings;
}

/** "five" opens 512 though 5 alone may open nothing. */
const mayOpen = (form: string, openings: ReadonlySet<string>) =>
  /^\d+$/.test(form) || openings.has(form) || openings.has(form.replace(/s$/, ''));

function findHits(tokens: readonly Token[], { entries, longest, openings }: Lists): GazetteerHit[] {
  const hits: GazetteerHit[] = [];
  for (let from = 0; from < tokens.length; from++) {
    if (!mayOpen(normalForm(tokens[from]!.text), openings)) continue;
    for (let to = Math.min(tokens.length, from + MAX_TOKENS); to > from; to--) {
      const form = normalForm(joinTokens(tokens, from, to));
      if (form === '' || form.length > longest) continue;
      const found = entries.get(form) ?? (/[a-z]s$/.test(form) ? entries.get(form.slice(0, -1)) : undefined);
      for (const entry of found ?? []) {
        const isInside = hits.some((hit) => hit.list === entry.list && hit.from <= from && hit.to >= to);
        if (!isInside) hits.push({ ...entry, from, to });
      }
    }
  }
  return hits;
}

/** The tokens from..to as one string, single spaces between. */
export const joinTokens = (tokens: readonly Token[], from: number, to: number) =>
  tokens
    .slice(from, to)
    .map((token) => token.text)
    .join(' ');

/** Per token the features the tagger sees: `color:B`, `product/phone:I`. */
export function gazetteerFeatures(tokenCount: number, hits: readonly GazetteerHit[]): string[][] {
  const features: string[][] = Array.from({ length: tokenCount }, () => []);
  for (const hit of hits) {
    for (let i = hit.from; i < hit.to; i++) {
      const feature = `${hit.list}:${i === hit.from ? 'B' : 'I'}`;
      if (!features[i]!.includes(feature)) features[i]!.push(feature);
    }
  }
  return features;
}
