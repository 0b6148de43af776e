/** Figures as an analyst reads them: aligned columns, percentages, short numbers, words that wrap. Called by commands; it prints nothing itself. */

export interface Column {
  readonly title: string;
  /** Numbers stand right, words left (default). */
  readonly isNumber?: boolean;
}

const GAP = '  ';

/** A header, then the rows, each column as wide as its widest cell. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, i) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[i] ?? '')), widthOf(title)),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ isNumber }, i) => padded(cells[i] ?? '', widths[i]!, isNumber ?? false))
      .join(GAP)
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

/** Names left, values beside them. */
export function factLines(facts: readonly (readonly [string, string])[]): string[] {
  const width = facts.reduce((widest, [name]) => Math.max(widest, widthOf(name)), 0);
  return facts.map(([name, value]) => `${padded(name, width, false)}${GAP}${value}`);
}

/** Chinese, Japanese and Korean signs take two cells of a terminal. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(sign) ? 2 : 1;
  return width;
}

function padded(text: string, width: number, isRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return isRight ? space + text : text + space;
}

/** "91.3 %"; a dash where there is nothing to say. */
export function percent(share: number | null | undefined, digits = 1): string {
  return share === null || share === undefined || Number.isNaN(share)
    ? '-'
    : `${(share * 100).toFixed(digits)} %`;
}

/** Four significant digits, thousands with commas, never an exponent for everyday sizes. */
export function shortNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '-';
  if (Number.isInteger(value) || Math.abs(value) >= 1000)
    return Math.round(value).toLocaleString('en-US', { maximumFractionDigits: 0 });
  if (Math.abs(value) >= 1e-4) return String(Number(value.toPrecision(4)));
  return value === 0 ? '0' : value.toExponential(1);
}

/** "0.037 ms", "13.6 s", "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? Number(ms.toPrecision(2)) : Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** "1.39 MB", "412 kB". */
export function byteSize(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(2)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
}

/** "1 row", "2,400 rows". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
