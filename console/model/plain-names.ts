/** Readable forms of machine names: `delivery_date` becomes `Delivery date`. Pure. */

/** Separators and camel case become spaces; only the first letter is raised. */
export function plainName(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_.:-]+/g, ' ')
    .trim()
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Up to two letters for an avatar: initials, or the first character of a name in Han script. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  if (/^\p{Script=Han}/u.test(trimmed)) return [...trimmed][0] ?? '';
  const words = trimmed.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** The `lang` of a run of text that may differ from the page: Chinese when it holds Han characters. */
export function langOf(text: string): 'zh-CN' | 'en' {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
}
