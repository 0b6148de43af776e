/**
 * How the values of a pack's slots read, for leads/: products, colours, dates and sums by the name that the business gives them, in
 * every language of the pack. Called by the loader.
 */
import {
  createCatalogIndex,
  type DialogPack,
  type Domain,
  displayValue,
  type Flow,
  type Product,
} from '../../dialogs/index.js';
import type { LeadPack, ValueReading } from '../../leads/index.js';
import { type Locale, pickText } from '../../protocol/index.js';

const AS_SAID: ValueReading = { kind: 'as-said' };
const UNFIT: ValueReading = { kind: 'unfit' };
/** The value set whose values are kinds of goods: the general words for them name no product. */
const KINDS = 'category';
const ISO_DAY = /^\d{4}-\d\d-\d\d$/;

export function createValueReader(pack: DialogPack): NonNullable<LeadPack['readValue']> {
  const catalog = createCatalogIndex(pack);
  const inAll = (textOf: (locale: Locale) => string): ValueReading => ({
    kind: 'named',
    text: Object.fromEntries(pack.locales.map((locale) => [locale, textOf(locale)])),
  });
  return (slot, value, purpose) => {
    const flow = pack.flows.find((each) => each.flow === purpose);
    const domain = (flow && domainIn(flow, slot)) ?? domainAnywhere(pack, slot);
    const product = catalog.products.get(value);
    if (product)
      return flow && !takes(domain, product) ? UNFIT : inAll((locale) => pickText(product.name, locale));
    if (domain?.kind === 'catalog') {
      const kind = pack.values[KINDS]?.[value];
      return flow ? UNFIT : kind ? inAll((locale) => kind[locale]?.[0] ?? value) : AS_SAID;
    }
    if (domain === undefined || !isNamed(domain, value, pack)) return AS_SAID;
    return inAll((locale) => displayValue(domain, value, { pack, catalog, locale }).text);
  };
}

function domainIn(flow: Flow, slot: string): Domain | undefined {
  const own = flow.slots.find(({ name }) => name === slot);
  return (own ?? flow.slots.find(({ reads }) => reads?.includes(slot)))?.domain;
}

function domainAnywhere({ flows }: DialogPack, slot: string): Domain | undefined {
  return flows.flatMap((flow) => flow.slots).find(({ name }) => name === slot)?.domain;
}

const takes = (domain: Domain | undefined, product: Product) =>
  domain?.kind !== 'catalog' ||
  domain.categories.length === 0 ||
  domain.categories.includes(product.category);

/** Whether the value is one of the domain's; a person's own words ("some time in spring") are not. */
function isNamed(domain: Domain, value: string, { values }: DialogPack): boolean {
  switch (domain.kind) {
    case 'attribute':
      return values[domain.attribute]?.[value] !== undefined;
    case 'values':
      return values[domain.set]?.[value] !== undefined;
    case 'options':
      return domain.options.some((option) => option.value === value);
    case 'money':
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value));
    case 'date':
      return ISO_DAY.test(value) && Number.isFinite(Date.parse(value));
    case 'time':
      return /^\d\d:\d\d$/.test(value);
    default:
      return false;
  }
}
