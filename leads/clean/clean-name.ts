/**
 * Tidies the name of a person or company: capitals where there are none, no titles of address, no sentence around it.
 * Called for contact fields; a name that looks like none is flagged by the caller, not dropped.
 */

const INTRODUCTIONS = [
  /^(?:(?:hi|hello|hey)[,\s]+)?(?:my name(?:'s| is)|the name(?:'s| is)|name(?:'s| is)|i am|i'm|this is|it's|it is)\s+/iu,
  /^(?:我的名字叫|我的名字是|我名字叫|我叫|我是|本人|叫我|鄙人姓|我姓|姓名[:：]?)\s*/u,
];
const TITLES = /^(?:mr|mrs|ms|miss|dr|prof)\.?\s+/iu;
const PARTICLES = new Set(['van', 'von', 'de', 'der', 'den', 'da', 'di', 'la', 'le', 'bin', 'al', 'of']);

export interface NameReading {
  readonly name: string;
  /** Why the value is doubtful as a name; absent when it is not. */
  readonly doubt?: string;
}

export function cleanPersonName(text: string): NameReading {
  let name = text;
  for (const introduction of INTRODUCTIONS) name = name.replace(introduction, '');
  name = name.replace(TITLES, '').replace(/[\s,.;:!?，。；：！？]+$/u, '');
  name = name.replace(/^["'“”‘’]+|["'“”‘’]+$/gu, '').trim();
  if (name === '') return { name: text, doubt: 'holds no name' };
  return { name: withCapitals(name), doubt: doubtOf(name) };
}

/** Capitals for a name written in one case only; mixed case is the person's own choice and stays. */
export function withCapitals(name: string): string {
  if (name !== name.toLowerCase() && name !== name.toUpperCase()) return name;
  if (!/\p{Script=Latin}{2}/u.test(name)) return name;
  return name
    .toLowerCase()
    .split(' ')
    .map((word, i) => (i > 0 && PARTICLES.has(word) ? word : capitalised(word)))
    .join(' ');
}

function capitalised(word: string): string {
  const upper = word.replace(/(^|[-'’])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());
  return upper.replace(/^Mc(\p{L})/u, (_, letter) => `Mc${letter.toUpperCase()}`).replace(/['’]S$/u, "'s");
}

function doubtOf(name: string): string | undefined {
  if (/\d/u.test(name)) return 'a name holds no digits';
  if (/[@/\\<>{}|=]/u.test(name)) return 'a name holds no such signs';
  if (name.length > 60 || name.split(' ').length > 6) return 'longer than names are';
  if (/^(.)\1{2,}$/u.test(name)) return 'one letter repeated';
  return undefined;
}
