/**
 * One invented visitor: name, number, what they want, and the hidden drivers of what they will do. Made from a seed by world-plan.ts.
 */
import type { DialogPack, Product } from '../../dialogs/index.js';
import { type Locale, pickText, type Random } from '../../protocol/index.js';
import type { Drivers, Scenario, WorldFile } from './world-file.js';

export type PersonaPack = Pick<DialogPack, 'intents' | 'products' | 'values' | 'defaultLocale'>;

export interface Persona {
  readonly locale: Locale;
  readonly drivers: Drivers;
  /** How many questions of the bot they answer before they leave. */
  readonly patience: number;
  readonly product?: Product;
  /** Slot name -> what this visitor would say for it. */
  readonly values: Readonly<Record<string, string>>;
}

export interface PersonaSource {
  readonly world: WorldFile;
  readonly pack: PersonaPack;
  readonly random: Random;
}

export function makePersona(source: PersonaSource, scenario: Scenario, locale: Locale): Persona {
  const { world, random } = source;
  const drivers = drawDrivers(scenario.drivers, world.truth.spread, random);
  const product = pickProduct(source, scenario);
  return {
    locale,
    drivers,
    patience: 2 + Math.round(drivers.interest * 12 + random.next() * 2),
    product,
    values: {
      ...personValues(source, locale),
      ...productValues(source, locale, product),
      ...otherProduct(source, locale, product),
      ...drawnValues(world.values[locale] ?? {}, random),
      ...attributeValues(source, locale, product),
      quantity: quantityOf(scenario, random),
      ...codeValues(world, random),
      rating: String(3 + random.integer(3)),
      ...Object.fromEntries(world.slots.sets.map((slot) => [slot, pickValue(source, slot, locale)])),
    },
  };
}

function drawDrivers(means: Drivers, spread: number, random: Random): Drivers {
  const draw = (mean: number) => Math.min(1, Math.max(0, mean + spread * random.normal()));
  return { interest: draw(means.interest), urgency: draw(means.urgency), fit: draw(means.fit) };
}

function codeValues({ slots }: WorldFile, random: Random): Record<string, string> {
  return Object.fromEntries(
    Object.entries(slots.codes).map(([slot, { prefix, from, to }]) => [
      slot,
      `${prefix}${from + random.integer(to - from + 1)}`,
    ]),
  );
}

function pickProduct({ world, pack, random }: PersonaSource, scenario: Scenario): Product | undefined {
  const fitting = pack.products.filter(
    (product) => product.category === (scenario.category ?? world.category) && product.stock > 0,
  );
  return fitting.length > 0 ? random.pick(fitting) : undefined;
}

function personValues({ world, random }: PersonaSource, locale: Locale): Record<string, string> {
  const people = world.people[locale] ?? Object.values(world.people)[0]!;
  const given = random.pick(people.given);
  const family = random.pick(people.family);
  const person_name = people.nameOrder === 'given-family' ? `${given} ${family}` : `${family}${given}`;
  const isLatin = /^[\p{Script=Latin} ]+$/u.test(person_name);
  const email = isLatin
    ? `${given}.${family}@example.com`.toLowerCase().replaceAll(' ', '')
    : `${random.pick(people.emailWords)}${100 + random.integer(9900)}@example.com`;
  return {
    person_name,
    email,
    phone_number: random.pick(people.phones).replaceAll('#', () => String(random.integer(10))),
    company: random.pick(people.companies),
    address: random.pick(people.addresses),
  };
}

function productValues(
  { world, pack }: PersonaSource,
  locale: Locale,
  product?: Product,
): Record<string, string> {
  if (product === undefined) return {};
  const product_name = pickText(product.name, locale, pack.defaultLocale);
  const named = world.slots.product.map((slot) => [slot, product_name] as const);
  return { ...Object.fromEntries(named), brand: product.brand };
}

/** What the wanted product is compared with. */
function otherProduct(
  { pack, random }: PersonaSource,
  locale: Locale,
  product?: Product,
): Record<string, string> {
  const others = pack.products.filter(
    (each) => each.category === product?.category && each.id !== product.id,
  );
  if (others.length === 0) return {};
  return { other: pickText(random.pick(others).name, locale, pack.defaultLocale) };
}

/** Colour and storage that the wanted product really comes in. */
function attributeValues(source: PersonaSource, locale: Locale, product?: Product): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [attribute, choices] of Object.entries(product?.attributes ?? {})) {
    if (choices.length === 0) continue;
    const canonical = source.random.pick(choices);
    const said = source.pack.values[attribute]?.[canonical]?.[locale];
    values[attribute] = said?.[0] ?? canonical;
  }
  return values;
}

function drawnValues(values: Readonly<Record<string, readonly string[]>>, random: Random) {
  return Object.fromEntries(Object.entries(values).map(([slot, choices]) => [slot, random.pick(choices)]));
}

function pickValue({ pack, random }: PersonaSource, slot: string, locale: Locale): string {
  const names = Object.values(pack.values[slot] ?? {}).flatMap((said) => said[locale]?.slice(0, 1) ?? []);
  return names.length > 0 ? random.pick(names) : '';
}

function quantityOf(scenario: Scenario, random: Random): string {
  if (scenario.isBusiness) return String(5 + random.integer(36));
  return random.next() < 0.8 ? '1' : String(2 + random.integer(3));
}
