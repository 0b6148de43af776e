/** What the bot offers beside a question: product cards, quick replies for options, yes and no. */
import {
  type Choice,
  type ExpectedForm,
  type Locale,
  type LocalizedText,
  pickText,
} from '../../protocol/index.js';
import { showMoney } from '../../text/index.js';
import type { Product } from '../pack/catalog-row.js';
import type { Domain, Flow, FlowSlot } from '../pack/flow-file.js';
import type { SlotRole } from '../pack/slots-file.js';
import { nameOfProduct, nameOfValue } from './displayed-values.js';
import { type FlowProgress, type StepScene, valueOfRole } from './engine-parts.js';
import { displayScene } from './facts.js';
import { attributeValues } from './fill-slots.js';
import { flowOfIntent } from './pack-flows.js';

/** More than this and a visitor reads none. */
export const MAX_CARDS = 4;
const MAX_CHOICES = 6;

/** A flow on the way to its end. */
export interface OfferScene {
  readonly flow: Flow;
  readonly progress: FlowProgress;
  readonly scene: StepScene;
}

/** Values of quick replies, as they come back in a `choice` input. */
export const choiceValue = {
  slot: (name: string, value: string) => `slot:${name}=${value}`,
  flow: (name: string) => `flow:${name}`,
  change: (slot: string) => `change:${slot}`,
  yes: 'yes',
  no: 'no',
  stop: 'stop',
  human: 'human',
} as const;

/** The products that a catalog slot may take, and what became of the visitor's wishes among them. */
export interface FittingProducts {
  readonly products: readonly Product[];
  /** A wish told some of them apart. */
  readonly isNarrowed: boolean;
  /** Nothing meets one of the wishes, which was left out. */
  readonly isUnmet: boolean;
}

/** Products that fit a catalog slot and what is already known: the visitor's words, category, attributes, brand, price limit, stock. */
export function fittingProducts({ flow, progress, scene }: OfferScene, slot: FlowSlot): FittingProducts {
  if (slot.domain.kind !== 'catalog') return { products: [], isNarrowed: false, isUnmet: false };
  const { categories, needsStock } = slot.domain;
  const fits = (product: Product) =>
    (categories.length === 0 || categories.includes(product.category)) &&
    (!needsStock || product.stock > 0) &&
    !Object.values(progress.slots).includes(product.id);
  const all = scene.parts.pack.products.filter(fits);
  const meant = all.filter((product) => progress.meant?.[slot.name]?.includes(product.id));
  const known = (role: SlotRole) => valueOfRole(role, { flow, progress, roles: scene.parts.roles });
  const brand = known('brand');
  const limit = known('price-limit');
  const wishes: readonly ((product: Product) => boolean)[] = [
    (product) => hasAttributes(product, flow, progress),
    (product) => brand === undefined || product.brand === brand,
    (product) => limit === undefined || product.price <= Number(limit),
  ];
  let products = meant.length > 0 ? meant : all;
  let isUnmet = false;
  let isNarrowed = false;
  for (const meets of wishes) {
    const some = products.filter(meets);
    isUnmet ||= some.length === 0;
    isNarrowed ||= some.length > 0 && some.length < products.length;
    if (some.length > 0) products = some;
  }
  const isTooDear = limit !== undefined && products.every((product) => product.price > Number(limit));
  if (isTooDear) products = products.toSorted((a, b) => a.price - b.price);
  return { products, isNarrowed, isUnmet };
}

/** A colour said before the product narrows the products to those that come in it. */
const hasAttributes = (product: Product, flow: Flow, progress: FlowProgress) =>
  flow.slots.every(({ name, domain }) => {
    const wanted = domain.kind === 'attribute' ? progress.slots[name] : undefined;
    const offered = domain.kind === 'attribute' ? product.attributes[domain.attribute] : undefined;
    return wanted === undefined || offered === undefined || offered.includes(wanted);
  });

/** Shows a question's answers as cards or quick replies. */
export function offerAnswers(offering: OfferScene, slot: FlowSlot): void {
  const { progress, scene } = offering;
  if (slot.offer === 'none') return;
  if (slot.domain.kind === 'catalog') {
    const products = fittingProducts(offering, slot).products.slice(
      0,
      slot.offer === 'cards' ? MAX_CARDS : MAX_CHOICES,
    );
    if (slot.offer === 'cards')
      for (const product of products) scene.reply.show(productCard(product, slot.name, scene));
    else scene.reply.offer(products.map((product) => productChoice(product, slot.name, scene)));
    return;
  }
  const skip = slot.skippable ? [{ label: scene.reply.word('choice.skip'), value: choiceValue.no }] : [];
  scene.reply.offer([...answersOf(slot, progress, scene), ...skip].slice(0, MAX_CHOICES));
}

function productChoice(product: Product, slot: string, scene: StepScene): Choice {
  return { label: nameOfProduct(product.id, displayScene(scene)), value: choiceValue.slot(slot, product.id) };
}

export function productCard(product: Product, slot: string, scene: StepScene) {
  const { pack } = scene.parts;
  const display = displayScene(scene);
  const lists = Object.entries(product.attributes).map(([attribute, values]) =>
    values.map((value) => nameOfValue(attribute, value, display)).join(' · '),
  );
  return {
    title: nameOfProduct(product.id, display),
    subtitle: showMoney(product.price, pack.currency, scene.locale),
    facts: [pickText(product.description, scene.locale, pack.defaultLocale), ...lists],
    ...(product.image !== undefined && { image: product.image }),
    actions: [
      { label: scene.reply.word('choice.pick'), value: choiceValue.slot(slot, product.id), isPrimary: true },
    ],
  };
}

function answersOf(slot: FlowSlot, progress: FlowProgress, scene: StepScene): Choice[] {
  const { domain } = slot;
  const display = displayScene(scene);
  const choose = (value: string, label: string): Choice => ({
    label,
    value: choiceValue.slot(slot.name, value),
  });
  switch (domain.kind) {
    case 'attribute':
      return attributeValues(slot, progress, scene).map((value) =>
        choose(value, nameOfValue(domain.attribute, value, display)),
      );
    case 'values':
      return Object.keys(scene.parts.pack.values[domain.set] ?? {}).map((value) =>
        choose(value, nameOfValue(domain.set, value, display)),
      );
    case 'options':
      return domain.options.map((option) => choose(option.value, pickText(option.label, scene.locale)));
    case 'yes-no':
      return yesNo(scene);
    default:
      return [];
  }
}

export const yesNo = (scene: StepScene): Choice[] => [
  { label: scene.reply.word('choice.yes'), value: choiceValue.yes },
  { label: scene.reply.word('choice.no'), value: choiceValue.no },
];

/** Quick replies that start the flows of intents; intents without a flow are left out. */
export function flowChoices(intents: readonly string[], scene: StepScene): Choice[] {
  return intents.flatMap((intent) => {
    const flow = scene.parts.pack.flows.find((other) => other.intents.includes(intent));
    if (flow === undefined) return [];
    return [{ label: titleOf(flow, scene.locale), value: choiceValue.flow(flow.flow) }];
  });
}

export const titleOf = (flow: { readonly title: LocalizedText }, locale: Locale) =>
  pickText(flow.title, locale);

const FORMS: Readonly<Partial<Record<Domain['kind'], ExpectedForm>>> = {
  catalog: 'choice',
  attribute: 'choice',
  values: 'choice',
  options: 'choice',
  number: 'number',
  money: 'number',
  phone: 'digits',
  email: 'email',
  date: 'date',
  time: 'date',
  'yes-no': 'yes-no',
  pattern: 'digits',
};

/** What the visitor is expected to say, for the recogniser and for reading the answer. */
export function expectedForm(domain: Domain): ExpectedForm {
  return domain.kind === 'text' ? domain.form : (FORMS[domain.kind] ?? 'free');
}

/** What the bot can do, as the help flow lists it, and a person. */
export function offerMenu(scene: StepScene): void {
  const { pack } = scene.parts;
  const help = flowOfIntent(pack, 'help');
  const offers = help?.finish.flatMap((step) => (step.kind === 'offer' ? step.intents : [])) ?? [];
  const human = flowOfIntent(pack, 'talk_to_human');
  const person =
    human === undefined ? [] : [{ label: titleOf(human, scene.locale), value: choiceValue.human }];
  scene.reply.offer([
    ...flowChoices(
      offers.filter((intent) => intent !== 'talk_to_human'),
      scene,
    ),
    ...person,
  ]);
}
