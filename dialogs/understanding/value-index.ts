/** The pack's value sets and product attributes by what people say for them: "navy blue" -> navy, "two fifty six" -> 256GB. */
import { editDistance } from '../../text/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import { digitsOf, normalForm } from './normal-form.js';

export interface ValueIndex {
  /** True when the slot has a closed set of values. */
  has(slot: string): boolean;
  /** Canonical value of a surface, a small misspelling allowed; undefined when nothing is close. */
  find(slot: string, surface: string): string | undefined;
}

const SHORTEST_MISSPELT = 4;

export function createValueIndex(pack: DialogPack): ValueIndex {
  const sets = new Map<string, Map<string, string>>();
  const add = (slot: string, word: string, value: string) => {
    const forms = sets.get(slot) ?? new Map<string, string>();
    const form = normalForm(word);
    if (form !== '' && !forms.has(form)) forms.set(form, value);
    sets.set(slot, forms);
  };
  for (const [slot, set] of Object.entries(pack.values)) {
    for (const [value, synonyms] of Object.entries(set)) {
      for (const word of Object.values(synonyms).flat()) add(slot, word, value);
      add(slot, value, value);
    }
  }
  for (const product of pack.products) {
    for (const [slot, values] of Object.entries(product.attributes))
      for (const value of values) add(slot, value, value);
  }
  return {
    has: (slot) => sets.has(slot),
    find(slot, surface) {
      const forms = sets.get(slot);
      return forms === undefined ? undefined : findForm(forms, normalForm(surface));
    },
  };
}

function findForm(forms: ReadonlyMap<string, string>, form: string): string | undefined {
  const exact = forms.get(form) ?? forms.get(form.replace(/的$/, ''));
  if (exact !== undefined || form.length < SHORTEST_MISSPELT) return exact;
  for (const [known, value] of forms) {
    if (
      known.length >= SHORTEST_MISSPELT &&
      digitsOf(known) === digitsOf(form) &&
      editDistance(known, form, 1) <= 1
    ) {
      return value;
    }
  }
  return undefined;
}
