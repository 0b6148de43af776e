/** Figures of a model's evaluation as text and as places on a 0 to 1 track. Pure. */

interface Metric {
  readonly name: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** Shares with three decimals, times in ms, sizes and counts whole. */
export function metricText(name: string, value: number, region: string): string {
  if (name.endsWith('Ms')) return `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
  if (name.endsWith('Bytes')) return `${new Intl.NumberFormat(region).format(Math.ceil(value / 1024))} KB`;
  if (Number.isInteger(value) && Math.abs(value) > 1) return new Intl.NumberFormat(region).format(value);
  return value.toFixed(Math.abs(value) > 1 ? 2 : 3);
}

/** Percent places of value and interval; undefined for what is not a share. */
export function plotOf(
  metric: Metric,
): { readonly value: number; readonly low: number; readonly high: number } | undefined {
  const { name, value, low = value, high = value } = metric;
  if (name.endsWith('Ms') || name.endsWith('Bytes')) return undefined;
  if (Math.min(value, low) < 0 || Math.max(value, high) > 1) return undefined;
  return { value: value * 100, low: low * 100, high: high * 100 };
}
