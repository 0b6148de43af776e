/**
 * Repairs the encoding and spacing of one value: wrongly decoded UTF-8, full-width forms, invisible characters, runs of spaces.
 * Called first for every field; keeps words as they are.
 */

/** UTF-8 that was once read as Windows-1252 or Latin-1: a lead byte followed by a continuation byte. */
const MOJIBAKE = /[ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐãäåæçèéïð][\u0080-\u00bf\u0152-\u2122]/u;

/** Windows-1252 characters that stand for the bytes 0x80..0x9f. */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ', (character, i) => [
    character,
    0x80 + i,
  ]),
);

/** The value in NFC, with repaired encoding, plain-width letters, digits and @ (Chinese punctuation stays), no control characters, single spaces. */
export function cleanText(raw: string): string {
  return repairEncoding(raw)
    .normalize('NFC')
    .replace(/[\uff10-\uff19\uff20-\uff3a\uff41-\uff5a]/gu, (wide) =>
      String.fromCodePoint(wide.codePointAt(0)! - 0xfee0),
    )
    .replace(/[\p{Cc}\p{Cf}\ufffd]/gu, (sign) => (/\s/u.test(sign) ? ' ' : ''))
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Undoes one wrong decoding; text that does not become valid UTF-8 stays. */
export function repairEncoding(raw: string): string {
  if (!MOJIBAKE.test(raw)) return raw;
  const bytes: number[] = [];
  for (const character of raw) {
    const code = character.codePointAt(0)!;
    const byte = code <= 0xff ? code : WINDOWS_1252.get(character);
    if (byte === undefined) return raw;
    bytes.push(byte);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return raw;
  }
}
