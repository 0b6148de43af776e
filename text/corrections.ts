/**
 * Tells which of two things said one after the other is meant: "the black one, no, blue", 两个，不对，三个, "not blue, green".
 * Called where an utterance holds two values for one thing. Words between them that take nothing back leave both standing.
 */
import { fold } from './fold.js';
import { isUnspaced } from './said.js';

export interface SaidPlace {
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const words = (list: string) => list.split('|');

/** What speakers say between a slip and its repair. */
const RETRACTIONS: ReadonlySet<string> = new Set([
  ...words('no|nope|no no|no wait|no sorry|oh no|sorry|wait|actually|i mean|i meant|or rather|rather'),
  ...words(
    'no actually|sorry i mean|no i mean|make that|make it|scratch that|correction|no make it|no make that',
  ),
  ...words(
    '不|不对|不是|哦不|不不|错了|说错了|不好意思|应该是|我是说|改成|改为|还是|等等|不对不对|算了|啊不',
  ),
  ...words('nein|nein doch|quatsch|ich meine|non|pardon|je veux dire|perdon|quiero decir|scusi'),
]);

/** What stands right before a value that is not meant. */
const NEGATIONS = {
  spaced: /(?:^|[^\p{L}])(?:not|not the|nicht|pas|no el|non)\s*$/iu,
  unspaced: /(?:不要|不是|别要|不想要)\s*$/u,
};

/** True when the words between two values take the first one back. */
export function isRetraction(between: string): boolean {
  const pieces = between.split(/[,.!?;:…—–，。！？；：、\n]+/u).map(fold);
  if (pieces.some((piece) => RETRACTIONS.has(piece))) return true;
  const tail = fold(between);
  return [...RETRACTIONS].some((phrase) =>
    isUnspaced(phrase)
      ? phrase.length > 1 && tail.endsWith(phrase)
      : tail !== phrase && tail.endsWith(` ${phrase}`),
  );
}

/** The places that are meant, in order: one that is taken back or negated is left out while another remains. */
export function withoutRetracted<Place extends SaidPlace>(
  places: readonly Place[],
  text: string,
): readonly Place[] {
  const sorted = [...places].sort((a, b) => a.start - b.start);
  const standing = sorted.filter((place, i) => {
    const next = sorted[i + 1];
    if (next !== undefined && isRetraction(text.slice(place.end, next.start))) return false;
    const before = text.slice(sorted[i - 1]?.end ?? 0, place.start);
    return !(NEGATIONS.spaced.test(before) || NEGATIONS.unspaced.test(before));
  });
  return standing.length > 0 ? standing : places;
}
