/**
 * One row of `catalog.csv` and the Product made of it. Columns beyond the known ones whose cells are `|` lists become
 * attributes under their singular name (`colors` -> `color`), so that a flow can ask for any of them.
 */
import { z } from 'zod';
import type { Locale } from '../../protocol/index.js';

export interface Product {
  readonly id: string;
  readonly category: string;
  readonly brand: string;
  /** Under the key of the pack's default locale, plus one entry per `name_<locale>` column. */
  readonly name: Readonly<Record<Locale, string>>;
  /** Other ways to say it, all languages mixed. */
  readonly synonyms: readonly string[];
  /** In the pack's currency, major unit. */
  readonly price: number;
  readonly stock: number;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly description: Readonly<Record<Locale, string>>;
  /** Where its picture is: a path on the server that shows the chat, or an https address. */
  readonly image?: string;
}

const KNOWN = ['id', 'category', 'brand', 'name', 'synonyms', 'price', 'stock', 'description', 'image'];

export const catalogRowSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'an id is lower case letters, digits and -'),
    category: z.string().min(1),
    brand: z.string().default(''),
    name: z.string().min(1),
    synonyms: z.string().default(''),
    price: z.coerce.number().nonnegative(),
    stock: z.coerce.number().int().nonnegative(),
    description: z.string().default(''),
    image: z
      .string()
      .regex(
        /^(?:\/(?![/\\])\S*|https:\/\/\S+)?$/,
        'an image is a path that begins with / or an https address',
      )
      .default(''),
  })
  .catchall(z.string());
export type CatalogRow = z.infer<typeof catalogRowSchema>;

const splitList = (cell: string) =>
  cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function localized(row: CatalogRow, column: 'name' | 'description', defaultLocale: Locale) {
  const texts: Record<Locale, string> = { [defaultLocale]: row[column] };
  for (const [key, cell] of Object.entries(row)) {
    if (key.startsWith(`${column}_`) && typeof cell === 'string' && cell !== '') {
      texts[key.slice(column.length + 1)] = cell;
    }
  }
  return texts;
}

/** A parsed row as a Product. */
export function toProduct(row: CatalogRow, defaultLocale: Locale): Product {
  const attributes: Record<string, readonly string[]> = {};
  for (const [column, cell] of Object.entries(row)) {
    if (KNOWN.includes(column) || /^(name|description)_/.test(column) || typeof cell !== 'string') continue;
    const values = splitList(cell);
    if (values.length > 0) attributes[column.replace(/s$/, '')] = values;
  }
  return {
    id: row.id,
    category: row.category,
    brand: row.brand,
    name: localized(row, 'name', defaultLocale),
    synonyms: splitList(row.synonyms),
    price: row.price,
    stock: row.stock,
    attributes,
    description: localized(row, 'description', defaultLocale),
    ...(row.image !== '' && { image: row.image }),
  };
}
