/**
 * From the words of a slot to its canonical value: product id, canonical colour, E.164 number, ISO day, HH:MM, decimal.
 * Which recogniser reads a slot is told by its role; slots without one take the values of the pack's sets.
 */
import type { EpochMs, Locale } from '../../protocol/index.js';
import {
  findDates,
  findEmails,
  findNumbers,
  findPhones,
  findSpokenDigits,
  findTimes,
  parseNumber,
} from '../../text/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { SlotRole } from '../pack/slots-file.js';
import type { CatalogIndex } from './catalog-index.js';
import type { SlotRoles } from './slot-roles.js';
import type { ValueIndex } from './value-index.js';

export interface ReadingScene {
  readonly pack: DialogPack;
  readonly catalog: CatalogIndex;
  readonly values: ValueIndex;
  readonly roles: SlotRoles;
  readonly locale: Locale;
  readonly now: EpochMs;
}

type Reader = (surface: string, scene: ReadingScene) => string | undefined;

const readNumber: Reader = (surface) => {
  const whole = parseNumber(surface);
  const value = whole ?? findNumbers(surface)[0]?.value;
  return value === undefined ? undefined : String(value);
};

const readPhoneNumber: Reader = (surface, { pack }) => {
  const [phone] = findPhones(surface, pack.country);
  if (phone !== undefined) return phone.e164;
  const digits = findSpokenDigits(surface, 3)
    .map((span) => span.digits)
    .join('');
  return digits === '' ? undefined : digits;
};

/** "A U one oh four two double three" -> AU104233. */
export function readCode(surface: string): string {
  let code = surface;
  for (const span of findSpokenDigits(surface, 1).reverse()) {
    code = code.slice(0, span.start) + span.digits + code.slice(span.end);
  }
  return code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const READERS: Readonly<Partial<Record<SlotRole | 'number', Reader>>> = {
  product: readProduct,
  phone: readPhoneNumber,
  email: (surface) => findEmails(surface)[0]?.email,
  date: (surface, { locale, now, pack }) =>
    findDates(surface, { locale, now, timeZone: pack.timeZone })[0]?.date,
  time: (surface) => findTimes(surface)[0]?.time ?? bareHour(surface),
  quantity: readNumber,
  number: readNumber,
  'price-limit': readNumber,
  code: readCode,
};

/** "at three", 五点: an hour said as an answer; business hours decide the half of the day. */
function bareHour(surface: string): string | undefined {
  const hour = parseNumber(surface) ?? findNumbers(surface)[0]?.value;
  if (hour === undefined || !Number.isInteger(hour) || hour < 1 || hour > 23) return undefined;
  return `${String(hour <= 7 ? hour + 12 : hour).padStart(2, '0')}:00`;
}

/** True for slots whose words are read by a recogniser, not taken as they stand. */
export const isRecognised = (slot: string, { roles }: ReadingScene): boolean =>
  readerOf(slot, roles) !== undefined;

function readerOf(slot: string, roles: SlotRoles): Reader | undefined {
  const role = roles.roleOf(slot);
  return role === undefined ? undefined : READERS[role];
}

function readProduct(surface: string, scene: ReadingScene): string | undefined {
  const match = scene.catalog.match(surface);
  if (match.kind === 'one') return match.product.id;
  return match.kind === 'category' ? match.category : undefined;
}

/** The canonical value, or undefined when only the words themselves are known. */
export function findCanonical(slot: string, surface: string, scene: ReadingScene): string | undefined {
  const reader = readerOf(slot, scene.roles);
  return reader === undefined ? scene.values.find(slot, surface) : reader(surface, scene);
}
