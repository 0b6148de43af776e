/**
 * The part of a business pack that dialogs/ works from, and how it is put together from parsed files.
 * bot/pack reads the files; nothing here touches a disk.
 */
import type { Locale, LocalizedText } from '../../protocol/index.js';
import { type CatalogRow, type Product, toProduct } from './catalog-row.js';
import type { Flow } from './flow-file.js';
import { type IntentData, type IntentFile, toIntentData } from './intent-file.js';
import type { Keywords } from './keywords-file.js';
import type { ResponseCatalog } from './response-catalog.js';
import type { SlotDeclarations } from './slots-file.js';
import type { ValueSet } from './values-file.js';

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Opening times per weekday in the pack's time zone: `["09:00-12:00", "13:00-18:00"]`; empty or absent when closed. */
export type BusinessHours = Readonly<Partial<Record<Weekday, readonly string[]>>>;

export interface DialogPackSettings {
  readonly name: string;
  readonly title: LocalizedText;
  readonly locales: readonly Locale[];
  readonly defaultLocale: Locale;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2; how phone numbers without a country code are read. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly businessHours: BusinessHours;
}

export interface DialogPack extends DialogPackSettings {
  readonly intents: readonly IntentData[];
  readonly products: readonly Product[];
  readonly slots: SlotDeclarations;
  /** By slot name: `color`, `store`. */
  readonly values: Readonly<Record<string, ValueSet>>;
  readonly keywords: Keywords;
  readonly flows: readonly Flow[];
  readonly responses: Readonly<Record<Locale, ResponseCatalog>>;
}

/** The parsed files of one pack, without what it extends. */
export interface DialogPackParts {
  readonly intents: readonly IntentFile[];
  readonly catalog: readonly CatalogRow[];
  readonly slots: SlotDeclarations;
  readonly values: Readonly<Record<string, ValueSet>>;
  readonly keywords: Keywords;
  readonly flows: readonly Flow[];
  readonly responses: Readonly<Record<Locale, ResponseCatalog>>;
}

/** Puts parts together, base pack first: a later intent, flow or keyword of the same name, and a later response key, replace the earlier. */
export function assembleDialogPack(
  settings: DialogPackSettings,
  parts: readonly DialogPackParts[],
): DialogPack {
  const intents = new Map<string, IntentData>();
  const flows = new Map<string, Flow>();
  const products = new Map<string, Product>();
  const values: Record<string, ValueSet> = {};
  const responses: Record<Locale, ResponseCatalog> = {};
  const slots = Object.assign({}, ...parts.map((part) => part.slots)) as SlotDeclarations;
  const keywords = Object.assign({}, ...parts.map((part) => part.keywords)) as Keywords;
  for (const part of parts) {
    for (const file of part.intents) intents.set(file.intent, toIntentData(file));
    for (const flow of part.flows) flows.set(flow.flow, flow);
    for (const row of part.catalog) products.set(row.id, toProduct(row, settings.defaultLocale));
    for (const [slot, set] of Object.entries(part.values)) values[slot] = { ...values[slot], ...set };
    for (const [locale, catalog] of Object.entries(part.responses)) {
      responses[locale] = { ...responses[locale], ...catalog };
    }
  }
  return {
    ...settings,
    intents: [...intents.values()],
    products: [...products.values()],
    slots,
    values,
    keywords,
    flows: [...flows.values()],
    responses,
  };
}
