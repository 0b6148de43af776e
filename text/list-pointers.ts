/**
 * Reads an utterance that points at one of a list instead of naming it: "the second one please", 第二个, "the cheapest", 便宜的那个.
 * Called where a choice was put; an utterance that says more than the pointing is none, so "first I need a phone" is left alone.
 */
import { fold } from './fold.js';

export type ListPointer =
  /** From 0; negative from the end: -1 is the last. */
  | { readonly kind: 'position'; readonly index: number }
  | { readonly kind: 'cheapest' }
  | { readonly kind: 'dearest' };

const POSITIONS: Readonly<Record<string, number>> = {
  ...numbered(['first', 'second', 'third', 'fourth', 'fifth', 'sixth']),
  ...numbered(['1st', '2nd', '3rd', '4th', '5th', '6th']),
  ...numbered(['一', '二', '三', '四', '五', '六']),
  ...numbered(['1', '2', '3', '4', '5', '6']),
  ...numbered(['one', 'two', 'three', 'four', 'five', 'six']),
  last: -1,
  最后一: -1,
  最后: -1,
};

function numbered(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(words.map((word, index) => [word, index]));
}

const ORDINAL = '(?:first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th|last)';
const CARDINAL = '(?:one|two|three|four|five|six|[1-6])';
const LEAD =
  '(?:(?:um|uh|er|ok|okay|yes|yeah|well|maybe|then|please|i think|lets say|lets go with|lets take|go for|ill (?:take|have|go with|go for)|give me|i want|id like|id take|can i (?:have|get)|make it) )*';
const TAIL =
  '(?: (?:one|option|phone|model|of those|of them))?(?: (?:please|then|thanks|thank you|i think))*';
const ZH_LEAD = '[嗯那就好我要选想买来看还是]*';
const ZH_TAIL = '(?:吧|好了|就行|谢谢|那个|那款|的话)*';

const SHAPES: readonly { readonly shape: RegExp; readonly read: (found: string) => ListPointer }[] = [
  { shape: anchored(`${LEAD}(?:the )?(${ORDINAL})${TAIL}`), read: position },
  { shape: anchored(`${LEAD}(?:number|option|choice|no) (${CARDINAL})${TAIL}`), read: position },
  { shape: anchored(`${ZH_LEAD}第([一二三四五六1-6])(?:个|款|种|项|台)?${ZH_TAIL}`), read: position },
  { shape: anchored(`${ZH_LEAD}(最后一?)(?:个|款|种|项|台)${ZH_TAIL}`), read: position },
  {
    shape: anchored(`${LEAD}(?:the )?(cheapest|cheaper|least expensive)${TAIL}`),
    read: () => ({ kind: 'cheapest' }),
  },
  {
    shape: anchored(`${LEAD}(?:the )?(most expensive|dearest|priciest|dearer|pricier|more expensive)${TAIL}`),
    read: () => ({ kind: 'dearest' }),
  },
  { shape: anchored(`${ZH_LEAD}(最?便宜)(?:一?点)?的${ZH_TAIL}`), read: () => ({ kind: 'cheapest' }) },
  { shape: anchored(`${ZH_LEAD}(最?贵)(?:一?点)?的${ZH_TAIL}`), read: () => ({ kind: 'dearest' }) },
];

/** Characters; more is a story. */
const LONGEST = 60;

function anchored(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, 'u');
}

function position(found: string): ListPointer {
  return { kind: 'position', index: POSITIONS[found]! };
}

/** What the utterance points at, or undefined when it does anything else. */
export function readListPointer(text: string): ListPointer | undefined {
  if (text.length > LONGEST) return undefined;
  const said = fold(text);
  for (const { shape, read } of SHAPES) {
    const found = shape.exec(said)?.[1];
    if (found !== undefined) return read(found);
  }
  return undefined;
}
