/** The sounds and words that hold a turn while the speaker searches for the next word: "um", "uh", "那个". Says where a text ends in one. */

/** At the end of the words; the Chinese ones are words too, but nobody ends a wish in them. */
const TRAILING =
  /(?:(?:^|[\s,.…—-])(?:u+m+|u+h+m*|e+r+m*|h+m+|m{2,})|嗯+|呃+|额|那个|這個|那個|这个|就是)[\s,.…?!，。？！—-]*$/iu;

/** True where the last thing said holds the turn. */
export function endsInFiller(text: string): boolean {
  return TRAILING.test(text);
}

/** The text without the fillers that it ends in. */
export function withoutTrailingFillers(text: string): string {
  let rest = text;
  while (TRAILING.test(rest)) rest = rest.replace(TRAILING, '');
  return rest;
}
