/** Stable keys for lists whose items may repeat: the item's own name and how often that name came before. Pure. */

export interface Keyed<Item> {
  readonly key: string;
  readonly item: Item;
}

export function withKeys<Item>(items: readonly Item[], nameOf: (item: Item) => string): Keyed<Item>[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return { key: `${name}#${times}`, item };
  });
}
