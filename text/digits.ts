/**
 * Digits said one by one: "oh two oh, double nine, triple four", 零二零七九四六. Called for phone and order numbers.
 * Groups said as numbers ("seventy nine forty six") are joined as they are said.
 */
import { EN_DIGITS, EN_TENS, EN_UNITS, ZH_DIGITS } from './number-words.js';

export interface DigitSpan {
  readonly digits: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const REPEATS: Readonly<Record<string, number>> = { double: 2, triple: 3, treble: 3 };
/** Words that are digits only among other digits. */
const WEAK = new Set(['to', 'too', 'for', 'won', 'ate', 'o', 'oh']);
const PIECE = /[a-z]+|\d+|[零〇一二三四五六七八九幺两]|[^\sa-z\d]/giu;

interface Piece {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly isWeak: boolean;
}

function digitsOf(
  word: string,
  next: string | undefined,
): { digits: string; takesNext: boolean } | undefined {
  if (/^\d+$/.test(word)) return { digits: word, takesNext: false };
  if (word in ZH_DIGITS) return { digits: String(ZH_DIGITS[word]), takesNext: false };
  if (word in REPEATS && next !== undefined) {
    const one = /^\d$/.test(next) ? next : EN_DIGITS[next];
    return one === undefined ? undefined : { digits: one.repeat(REPEATS[word]!), takesNext: true };
  }
  if (word in EN_DIGITS) return { digits: EN_DIGITS[word]!, takesNext: false };
  if (word in EN_TENS) {
    const unit = next !== undefined && next in EN_UNITS && EN_UNITS[next]! > 0 && EN_UNITS[next]! < 10;
    return unit
      ? { digits: String(EN_TENS[word]! + EN_UNITS[next]!), takesNext: true }
      : { digits: String(EN_TENS[word]), takesNext: false };
  }
  if (word in EN_UNITS) return { digits: String(EN_UNITS[word]), takesNext: false };
  return undefined;
}

function readPieces(text: string): (Piece | 'gap' | 'mark')[] {
  const matches = [...text.matchAll(PIECE)];
  const pieces: (Piece | 'gap' | 'mark')[] = [];
  for (let i = 0; i < matches.length; i++) {
    const match = matches[i]!;
    const word = match[0].toLowerCase();
    const next = matches[i + 1];
    const found = digitsOf(word, next?.[0].toLowerCase());
    if (found === undefined) {
      pieces.push(/^[,.\-–()，、+]$/.test(word) ? 'mark' : 'gap');
      continue;
    }
    const last = found.takesNext ? next! : match;
    pieces.push({
      digits: found.digits,
      start: match.index,
      end: last.index + last[0].length,
      isWeak: WEAK.has(word),
    });
    if (found.takesNext) i++;
  }
  return pieces;
}

function joinRun(run: readonly Piece[]): DigitSpan | undefined {
  let from = 0;
  let to = run.length;
  while (from < to && run[from]!.isWeak && !/^oh?$/.test(run[from]!.digits) && run[from]!.digits !== '0')
    from++;
  while (to > from && run[to - 1]!.isWeak && run[to - 1]!.digits !== '0') to--;
  const kept = run.slice(from, to);
  if (kept.length === 0 || kept.every((piece) => piece.isWeak)) return undefined;
  return { digits: kept.map((piece) => piece.digits).join(''), start: kept[0]!.start, end: kept.at(-1)!.end };
}

/** Runs of digits, spoken or written, of at least `minLength` digits, with their places. */
export function findSpokenDigits(text: string, minLength = 3): DigitSpan[] {
  const spans: DigitSpan[] = [];
  let run: Piece[] = [];
  const close = () => {
    const span = joinRun(run);
    if (span !== undefined && span.digits.length >= minLength) spans.push(span);
    run = [];
  };
  for (const piece of readPieces(text)) {
    if (piece === 'gap') close();
    else if (piece !== 'mark') run.push(piece);
  }
  close();
  return spans;
}
