/** Decides whether a reading is a value of a slot's domain, and why not: the reason is said to the visitor. */
import { addDays, isSaid, localTime, readPhone } from '../../text/index.js';
import type { Product } from '../pack/catalog-row.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Domain, FlowSlot } from '../pack/flow-file.js';
import { readCode } from '../understanding/canonical-value.js';
import type { CatalogIndex } from '../understanding/catalog-index.js';
import { isOpenAt, periodsOn } from './opening-hours.js';

export type ValueCheck =
  | { readonly kind: 'accepted'; readonly value: string }
  /** `reason` names the response `reject.<reason>`. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The words fit several products. */
  | { readonly kind: 'ambiguous'; readonly products: readonly Product[] };

export interface CheckScene {
  readonly pack: DialogPack;
  readonly catalog: CatalogIndex;
  readonly slots: Readonly<Record<string, string>>;
  readonly now: number;
}

interface Candidate {
  readonly value: string;
  readonly surface: string;
}

const accepted = (value: string): ValueCheck => ({ kind: 'accepted', value });
const refused = (reason: string): ValueCheck => ({ kind: 'refused', reason });

type Check<Kind extends Domain['kind']> = (
  domain: Extract<Domain, { kind: Kind }>,
  given: Candidate,
  scene: CheckScene,
) => ValueCheck;

const checkCatalog: Check<'catalog'> = (domain, given, { catalog, slots }) => {
  const allowed = (product: Product) =>
    domain.categories.length === 0 || domain.categories.includes(product.category);
  const direct = catalog.products.get(given.value);
  const match =
    direct === undefined ? catalog.match(given.surface) : { kind: 'one' as const, product: direct };
  if (match.kind === 'one') {
    if (!allowed(match.product)) return refused('other-category');
    if (domain.unlike !== undefined && slots[domain.unlike] === match.product.id)
      return refused('same-product');
    if (domain.needsStock && match.product.stock === 0) return refused('out-of-stock');
    return accepted(match.product.id);
  }
  const all = [...catalog.products.values()].filter(allowed);
  const fits =
    match.kind === 'several'
      ? match.products.filter(allowed)
      : match.kind === 'category'
        ? all.filter((product) => product.category === match.category)
        : [];
  if (fits.length === 1) return accepted(fits[0]!.id);
  return fits.length === 0 ? refused('unknown-product') : { kind: 'ambiguous', products: fits };
};

const checkAttribute: Check<'attribute'> = (domain, given, { catalog, slots }) => {
  const product = catalog.products.get(slots[domain.of] ?? '');
  const values = product?.attributes[domain.attribute];
  if (values === undefined || values.includes(given.value)) return accepted(given.value);
  return refused('not-offered');
};

const checkNumber: Check<'number'> = (domain, given) => {
  const value = Number(given.value);
  if (!Number.isFinite(value) || given.value.trim() === '') return refused('no-number');
  if (domain.whole && !Number.isInteger(value)) return refused('no-number');
  if (value < domain.min) return refused('too-small');
  return value > domain.max ? refused('too-large') : accepted(String(value));
};

const checkDate: Check<'date'> = (domain, given, { pack, now }) => {
  const today = localTime(now, pack.timeZone).date;
  if (!/^\d{4}-\d\d-\d\d$/.test(given.value)) return refused('no-date');
  if (given.value < today) return refused('past-date');
  if (given.value > addDays(today, domain.maxDays)) return refused('far-date');
  return domain.open && periodsOn(given.value, pack.businessHours).length === 0
    ? refused('closed-day')
    : accepted(given.value);
};

const checkTime: Check<'time'> = (domain, given, { pack, slots, now }) => {
  if (!/^\d\d:\d\d$/.test(given.value)) return refused('no-time');
  const date = domain.openOn === undefined ? undefined : slots[domain.openOn];
  if (date === undefined) return accepted(given.value);
  const current = localTime(now, pack.timeZone);
  if (date === current.date && given.value <= current.time) return refused('past-time');
  return isOpenAt(date, given.value, pack.businessHours) ? accepted(given.value) : refused('closed-time');
};

const checkOptions: Check<'options'> = (domain, given) => {
  const option = domain.options.find(
    (other) =>
      other.value === given.value ||
      [...Object.values(other.label), ...Object.values(other.says).flat()].some((word) =>
        isSaid(word, given.surface),
      ),
  );
  return option === undefined ? refused('no-option') : accepted(option.value);
};

function checkPhone(given: Candidate, pack: DialogPack): ValueCheck {
  const reading = readPhone(given.value, pack.country);
  return reading.kind === 'phone' ? accepted(reading.e164) : refused(`phone-${reading.reason}`);
}

function checkPattern(domain: Extract<Domain, { kind: 'pattern' }>, given: Candidate): ValueCheck {
  const pattern = new RegExp(`^(?:${domain.pattern})$`, 'iu');
  const digits = given.value.replace(/\D/g, '');
  const prefixed = digits.length === domain.digits ? domain.prefix + digits : given.value;
  const forms = [given.value, given.surface.trim(), readCode(given.surface), prefixed];
  const form = forms.find((candidate) => pattern.test(candidate));
  return form === undefined ? refused('no-code') : accepted(form.toUpperCase().replace(/[\s-]/g, ''));
}

function checkText(domain: Extract<Domain, { kind: 'text' }>, given: Candidate): ValueCheck {
  const value = given.surface.trim();
  if (value.length < domain.minLength) return refused('too-short-text');
  return value.length > domain.maxLength ? refused('too-long-text') : accepted(value);
}

/** The value in its canonical form, or the reason it is refused. */
export function checkValue(slot: FlowSlot, given: Candidate, scene: CheckScene): ValueCheck {
  const { domain } = slot;
  switch (domain.kind) {
    case 'catalog':
      return checkCatalog(domain, given, scene);
    case 'attribute':
      return checkAttribute(domain, given, scene);
    case 'values':
      return scene.pack.values[domain.set]?.[given.value] === undefined
        ? refused('no-option')
        : accepted(given.value);
    case 'options':
      return checkOptions(domain, given, scene);
    case 'number':
      return checkNumber(domain, given, scene);
    case 'money':
      return Number.isFinite(Number(given.value)) ? accepted(given.value) : refused('no-number');
    case 'phone':
      return checkPhone(given, scene.pack);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(given.value) ? accepted(given.value) : refused('no-email');
    case 'date':
      return checkDate(domain, given, scene);
    case 'time':
      return checkTime(domain, given, scene);
    case 'yes-no':
      return given.value === 'yes' || given.value === 'no' ? accepted(given.value) : refused('no-option');
    case 'pattern':
      return checkPattern(domain, given);
    case 'text':
      return checkText(domain, given);
  }
}
