/** Slot values as the visitor sees and hears them: product names, colour names, dates, phone numbers in their own form. */
import { type Locale, pickText } from '../../protocol/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Domain } from '../pack/flow-file.js';
import { code, day, type MessageValue, money, phone, plain, timeOfDay } from '../responses/message-values.js';
import type { CatalogIndex } from '../understanding/catalog-index.js';

export interface DisplayScene {
  readonly pack: DialogPack;
  readonly catalog: CatalogIndex;
  readonly locale: Locale;
}

/** Display name of a value of a pack set: its first synonym in the locale; the value itself when the set has none. */
export function nameOfValue(set: string, value: string, { pack, locale }: DisplayScene): string {
  return pack.values[set]?.[value]?.[locale]?.[0] ?? value;
}

export function nameOfProduct(id: string, { catalog, locale, pack }: DisplayScene): string {
  const product = catalog.products.get(id);
  return product === undefined ? id : pickText(product.name, locale, pack.defaultLocale);
}

/** How a value of a domain is shown and said. */
export function displayValue(domain: Domain, value: string, scene: DisplayScene): MessageValue {
  const { pack, locale } = scene;
  switch (domain.kind) {
    case 'catalog':
      return plain(nameOfProduct(value, scene));
    case 'attribute':
      return plain(nameOfValue(domain.attribute, value, scene));
    case 'values':
      return plain(nameOfValue(domain.set, value, scene));
    case 'options': {
      const option = domain.options.find((other) => other.value === value);
      return plain(option === undefined ? value : pickText(option.label, locale, pack.defaultLocale));
    }
    case 'money':
      return money(Number(value), pack.currency, locale);
    case 'phone':
      return phone(value, pack.country, locale);
    case 'date':
      return day(value, locale);
    case 'time':
      return timeOfDay(value, locale);
    case 'pattern':
      return code(value, locale);
    case 'number':
    case 'email':
    case 'yes-no':
    case 'text':
      return plain(value);
  }
}
