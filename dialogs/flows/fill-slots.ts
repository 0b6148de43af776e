/**
 * Puts what the visitor said into the slots of a flow: the asked slot first, then empty ones, then corrections of filled ones.
 * Answers given too early are kept, refused ones are reported with their reason.
 */
import type { SlotReading } from '../../protocol/index.js';
import { withoutRetracted } from '../../text/index.js';
import type { Product } from '../pack/catalog-row.js';
import type { Flow, FlowSlot } from '../pack/flow-file.js';
import { readsOf } from '../understanding/slot-roles.js';
import { checkValue } from './check-value.js';
import { holds } from './conditions.js';
import { type FlowProgress, type StepScene, valueOfRole } from './engine-parts.js';
import { factStrings, flowValues } from './facts.js';

export interface Refusal {
  readonly slot: FlowSlot;
  readonly reason: string;
  readonly surface: string;
}

/** A flow that is being filled. */
interface FillingFlow {
  readonly flow: Flow;
  readonly progress: FlowProgress;
  readonly scene: StepScene;
}

export interface Ambiguity {
  readonly slot: FlowSlot;
  readonly products: readonly Product[];
}

export interface Filling {
  /** Slots that have a new value. */
  readonly filled: readonly FlowSlot[];
  readonly refused: readonly Refusal[];
  /** Slots whose words fit several products. */
  readonly ambiguous: readonly Ambiguity[];
}

export const NOTHING_FILLED: Filling = { filled: [], refused: [], ambiguous: [] };

/** A reading of a slot that is already filled must be at least this sure to correct it. */
const CORRECTION_CONFIDENCE = 0.5;

/** Fills slots from readings; changes `progress`. */
export function fillSlots(
  flow: Flow,
  progress: FlowProgress,
  readings: readonly SlotReading[],
  scene: StepScene,
): Filling {
  const filled: FlowSlot[] = [];
  const refused: Refusal[] = [];
  const ambiguous: Ambiguity[] = [];
  for (const { slot, reading } of assign(flow, progress, meantReadings(readings, scene.text))) {
    const { pack, catalog } = scene.parts;
    const check = checkValue(slot, reading, { pack, catalog, slots: progress.slots, now: scene.now });
    if (check.kind === 'accepted') {
      setSlot(flow, progress, slot, { value: check.value, surface: reading.surface });
      filled.push(slot);
    } else if (check.kind === 'refused')
      refused.push({ slot, reason: check.reason, surface: reading.surface });
    else ambiguous.push({ slot, products: check.products });
  }
  return { filled, refused, ambiguous };
}

/** Of readings of one slot those that the visitor did not take back in the same breath. */
function meantReadings(readings: readonly SlotReading[], text: string): readonly SlotReading[] {
  const said = readings.filter((reading) => text.slice(reading.start, reading.end) === reading.surface);
  const taken = new Set(
    said.filter(({ name, start }) => {
      const same = said.filter((other) => other.name === name);
      return same.length > 1 && !withoutRetracted(same, text).some((other) => other.start === start);
    }),
  );
  return readings.filter((reading) => !taken.has(reading));
}

interface Assignment {
  readonly slot: FlowSlot;
  readonly reading: SlotReading;
}

/** Which reading goes to which slot, in the order of the flow, so that what depends on a product is checked after it. */
function assign(flow: Flow, progress: FlowProgress, readings: readonly SlotReading[]): Assignment[] {
  const taken = new Set<SlotReading>();
  const found: Assignment[] = [];
  const take = (slots: readonly FlowSlot[], isAllowed: (reading: SlotReading) => boolean) => {
    for (const slot of slots) {
      if (found.some((other) => other.slot === slot)) continue;
      const reading = readings.find(
        (other) => !taken.has(other) && readsOf(slot).includes(other.name) && isAllowed(other),
      );
      if (reading === undefined) continue;
      taken.add(reading);
      found.push({ slot, reading });
    }
  };
  const isEmpty = (slot: FlowSlot) => progress.slots[slot.name] === undefined;
  take(
    flow.slots.filter((slot) => slot.name === progress.asked),
    () => true,
  );
  take(flow.slots.filter(isEmpty), () => true);
  take(
    flow.slots.filter((slot) => !isEmpty(slot)),
    (reading) => reading.confidence >= CORRECTION_CONFIDENCE,
  );
  return found.sort((a, b) => flow.slots.indexOf(a.slot) - flow.slots.indexOf(b.slot));
}

/** Sets a slot and clears attribute values that the new product does not have. */
export function setSlot(
  flow: Flow,
  progress: FlowProgress,
  slot: FlowSlot,
  given: { value: string; surface: string },
): void {
  const before = progress.slots[slot.name];
  progress.slots[slot.name] = given.value;
  progress.surfaces[slot.name] = given.surface;
  if (slot.domain.kind !== 'catalog' || before === undefined || before === given.value) return;
  for (const other of flow.slots) {
    if (other.domain.kind === 'attribute' && other.domain.of === slot.name) clearSlot(progress, other.name);
  }
}

export function clearSlot(progress: FlowProgress, name: string): void {
  delete progress.slots[name];
  delete progress.surfaces[name];
}

/** The first slot still to be asked; fills what needs no question (defaults, the only value of an attribute) on the way. */
export function nextSlot(flow: Flow, progress: FlowProgress, scene: StepScene): FlowSlot | undefined {
  for (const slot of flow.slots) {
    dropInvalidAttribute(slot, progress, scene);
    if (progress.slots[slot.name] !== undefined || progress.skipped.includes(slot.name)) continue;
    const facts = slot.when === undefined ? {} : factStrings(flowValues(flow, progress, scene));
    if (!holds(slot.when, { slots: progress.slots, facts })) continue;
    if (slot.domain.kind === 'attribute') {
      const values = attributeValues(slot, progress, scene);
      if (values.length === 0) continue;
      if (values.length === 1) {
        setSlot(flow, progress, slot, { value: values[0]!, surface: values[0]! });
        continue;
      }
    }
    const only = onlyOfBrand(slot, { flow, progress, scene });
    if (only !== undefined) {
      setSlot(flow, progress, slot, { value: only.id, surface: only.id });
      continue;
    }
    if (slot.default !== undefined)
      setSlot(flow, progress, slot, { value: slot.default, surface: slot.default });
    else if (!slot.optional) return slot;
  }
  return undefined;
}

/** "How much is the Xiaomi?": a maker with one product names it. */
function onlyOfBrand(
  { name, domain }: FlowSlot,
  { flow, progress, scene: { parts } }: FillingFlow,
): Product | undefined {
  const { pack, roles } = parts;
  const brand = valueOfRole('brand', { flow, progress, roles });
  if (domain.kind !== 'catalog' || brand === undefined) return undefined;
  const meant = progress.meant?.[name];
  const fits = pack.products.filter(
    (product) =>
      product.brand === brand &&
      (domain.categories.length === 0 || domain.categories.includes(product.category)) &&
      (!domain.needsStock || product.stock > 0) &&
      (meant === undefined || meant.includes(product.id)),
  );
  return fits.length === 1 ? fits[0] : undefined;
}

/** Values of an attribute slot for the chosen product. */
export function attributeValues(slot: FlowSlot, progress: FlowProgress, scene: StepScene): readonly string[] {
  if (slot.domain.kind !== 'attribute') return [];
  const product = scene.parts.catalog.products.get(progress.slots[slot.domain.of] ?? '');
  return product?.attributes[slot.domain.attribute] ?? [];
}

/** A colour said before the product was known may not exist for it: it is asked for again. */
function dropInvalidAttribute(slot: FlowSlot, progress: FlowProgress, scene: StepScene): void {
  const value = progress.slots[slot.name];
  if (slot.domain.kind !== 'attribute' || value === undefined) return;
  const product = scene.parts.catalog.products.get(progress.slots[slot.domain.of] ?? '');
  if (product === undefined) return;
  if (!(product.attributes[slot.domain.attribute] ?? []).includes(value)) clearSlot(progress, slot.name);
}
