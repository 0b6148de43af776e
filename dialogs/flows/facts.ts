/**
 * The values a flow's wordings may use: its slots, what the catalog knows of chosen products, opening hours, the brand.
 * `product` gives product, product_price, product_stock (yes/no), product_description and a list per attribute; so do all catalog slots.
 */
import { pickText } from '../../protocol/index.js';
import { addDays, dateFormat, displayNames, localTime, showList } from '../../text/index.js';
import type { Product } from '../pack/catalog-row.js';
import type { Flow } from '../pack/flow-file.js';
import { day, type MessageValue, type MessageValues, money, plain } from '../responses/message-values.js';
import { CATEGORY_SET } from '../understanding/gazetteer.js';
import { type DisplayScene, displayValue, nameOfProduct, nameOfValue } from './displayed-values.js';
import { type FlowProgress, type StepScene, valueOfRole } from './engine-parts.js';
import { keywordValues } from './heard-keywords.js';
import { isOpenNow, nextOpenDay, periodsOn } from './opening-hours.js';

export const displayScene = (scene: StepScene): DisplayScene => ({
  pack: scene.parts.pack,
  catalog: scene.parts.catalog,
  locale: scene.locale,
});

interface RememberedValues {
  /** Locale and minute that the values are of. */
  readonly key: string;
  readonly values: Readonly<Record<string, MessageValue>>;
}

/** The common values of a pack change once a minute and are asked for several times a turn. */
const remembered = new WeakMap<StepScene['parts']['pack'], Map<string, RememberedValues>>();

/** Values every wording may use, in a flow or outside. */
export function commonValues(scene: StepScene): Record<string, MessageValue> {
  const { pack } = scene.parts;
  const perLocale = remembered.get(pack) ?? new Map<string, RememberedValues>();
  remembered.set(pack, perLocale);
  const key = `${scene.locale} ${Math.floor(scene.now / 60_000)}`;
  const known = perLocale.get(scene.locale);
  if (known?.key === key) return { ...known.values };
  const values = computeCommonValues(scene);
  perLocale.set(scene.locale, { key, values });
  return { ...values };
}

function computeCommonValues(scene: StepScene): Record<string, MessageValue> {
  const { pack } = scene.parts;
  const { businessHours, timeZone } = pack;
  const { date } = localTime(scene.now, timeZone);
  const isOpen = isOpenNow(scene.now, businessHours, timeZone);
  const today = periodsText(periodsOn(date, businessHours));
  const next = nextOpenDay(isOpen || today === '' ? date : addDays(date, 1), businessHours);
  return {
    business: plain(pickText(pack.title, scene.locale, pack.defaultLocale)),
    languages: plain(languagesText(scene)),
    range: plain(rangeText(scene)),
    open_now: plain(isOpen ? 'yes' : 'no'),
    open_today: plain(today === '' ? 'no' : 'yes'),
    hours_today: plain(today),
    hours_week: plain(weekText(scene)),
    next_open_day: next === undefined ? plain('') : day(next, scene.locale),
  };
}

/** What the business has, by the general words for its categories: "phones, plans, broadband and accessories". */
function rangeText(scene: StepScene): string {
  const categories = [...new Set(scene.parts.pack.products.map((product) => product.category))];
  const display = displayScene(scene);
  return showList(
    categories.map((category) => nameOfValue(CATEGORY_SET, category, display)),
    scene.locale,
    'conjunction',
  );
}

function languagesText({ parts, locale }: StepScene): string {
  const names = displayNames(locale, { type: 'language' });
  return showList(
    parts.pack.locales.map((other) => names.of(other) ?? other),
    locale,
    'conjunction',
  );
}

const periodsText = (periods: readonly { readonly from: string; readonly to: string }[]) =>
  periods.map(({ from, to }) => `${from}–${to}`).join(', ');

/** "Monday–Friday 09:00–18:00, Saturday 10:00–17:00": days of equal hours in a row are joined. */
function weekText(scene: StepScene): string {
  const monday = '2026-01-05';
  const name = (date: string) =>
    dateFormat(scene.locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(date));
  const groups: { from: string; to: string; hours: string }[] = [];
  for (let i = 0; i < 7; i++) {
    const date = addDays(monday, i);
    const hours = periodsText(periodsOn(date, scene.parts.pack.businessHours));
    const last = groups.at(-1);
    if (last !== undefined && last.hours === hours) last.to = date;
    else groups.push({ from: date, to: date, hours });
  }
  const between = scene.locale.startsWith('zh') ? '至' : '–';
  return showList(
    groups
      .filter((group) => group.hours !== '')
      .map(
        ({ from, to, hours }) =>
          `${from === to ? name(from) : `${name(from)}${between}${name(to)}`} ${hours}`,
      ),
    scene.locale,
    'conjunction',
  );
}

function productValues(slot: string, product: Product, scene: StepScene): Record<string, MessageValue> {
  const display = displayScene(scene);
  const { pack } = scene.parts;
  const values: Record<string, MessageValue> = {
    [`${slot}_price`]: money(product.price, pack.currency, scene.locale),
    [`${slot}_stock`]: plain(product.stock > 0 ? 'yes' : 'no'),
    [`${slot}_description`]: plain(pickText(product.description, scene.locale, pack.defaultLocale)),
    [`${slot}_category`]: plain(product.category),
  };
  for (const attribute of attributesOf(pack.products)) {
    const names = (product.attributes[attribute] ?? []).map((value) =>
      nameOfValue(attribute, value, display),
    );
    values[`${slot}_${attribute}_list`] = plain(showList(names, scene.locale));
  }
  return values;
}

const attributesOf = (products: readonly Product[]) => [
  ...new Set(products.flatMap((product) => Object.keys(product.attributes))),
];

/** All values for the wordings of a flow; a slot without a value is an empty string, so that messages can `select` on it. */
export function flowValues(flow: Flow, progress: FlowProgress, scene: StepScene): MessageValues {
  const values = { ...commonValues(scene), ...keywordValues(scene) };
  const display = displayScene(scene);
  for (const slot of flow.slots) {
    const value = progress.slots[slot.name];
    values[slot.name] = value === undefined ? plain('') : displayValue(slot.domain, value, display);
    if (slot.domain.kind !== 'catalog') continue;
    const product = value === undefined ? undefined : scene.parts.catalog.products.get(value);
    const known = product ?? scene.parts.pack.products[0];
    if (known !== undefined) Object.assign(values, productValues(slot.name, known, scene));
    if (product === undefined) continue;
    const count = Number(valueOfRole('quantity', { flow, progress, roles: scene.parts.roles }) ?? 1);
    values[`${slot.name}_total`] = money(product.price * count, scene.parts.pack.currency, scene.locale);
    values[slot.name] = plain(nameOfProduct(product.id, display));
  }
  return values;
}

/** The same facts as plain strings, for conditions. */
export const factStrings = (values: MessageValues): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.text]));
