/**
 * How a column of a data file writes its numbers: 1234.5, 1,234.5, 1.234,5, with a currency or percent sign or accounting brackets.
 * Called by the table and purchase readers; the whole column decides, a single value is never guessed.
 */

export interface NumberFormat {
  readonly kind: 'plain' | 'thousands' | 'decimal-comma';
  /** NaN for anything that is not a number in this format. */
  parse(value: string): number;
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const THOUSANDS = /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/;

const FORMATS: readonly NumberFormat[] = [
  { kind: 'plain', parse: (value) => numberIn(bare(value), PLAIN, (text) => text) },
  {
    kind: 'thousands',
    parse: (value) => numberIn(bare(value), THOUSANDS, (text) => text.replaceAll(',', '')),
  },
  {
    kind: 'decimal-comma',
    parse: (value) =>
      numberIn(bare(value), DECIMAL_COMMA, (text) => text.replaceAll('.', '').replace(',', '.')),
  },
];

function numberIn(text: string, form: RegExp, toPlain: (text: string) => string): number {
  return form.test(text) ? Number(toPlain(text)) : Number.NaN;
}

/** Without currency, percent, spaces between thousands; brackets mean minus. */
function bare(value: string): string {
  if (PLAIN.test(value)) return value;
  const text = value
    .replace(/^\((.+)\)$/, '-$1')
    .replace(/^([+-]?)\s*[$€£¥₹]\s*/, '$1')
    .replace(/\s*[%$€£¥₹]$/, '');
  return text.replace(/(?<=\d)[\s\u00a0\u202f'](?=\d{3}(\D|$))/g, '');
}

/** The format that reads most of the values, with its share; the plainest one of equals. @param values without the missing ones. */
export function numberFormatOf(values: readonly string[]): {
  readonly format: NumberFormat;
  readonly share: number;
} {
  let best = { format: FORMATS[0]!, share: -1 };
  for (const format of FORMATS) {
    let count = 0;
    for (const value of values) if (!Number.isNaN(format.parse(value))) count++;
    const share = values.length > 0 ? count / values.length : 0;
    if (share > best.share) best = { format, share };
    if (share === 1) break;
  }
  return best;
}
