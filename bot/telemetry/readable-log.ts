/**
 * The log for a person at a terminal: one short line instead of a JSON object. start-bot.ts puts it between the logger and
 * stderr; redaction has happened before, so nothing personal arrives here.
 */
import type { DestinationStream } from 'pino';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** Writes `14:08:09 warn  A sentence. field=value` for each record; a line that is no record passes as it is. */
export function readableLog(out: { write(text: string): unknown }): DestinationStream {
  return { write: (line) => void out.write(readableLine(line)) };
}

/** @param line a record as pino writes it; times are shown in the machine's own zone. */
export function readableLine(line: string): string {
  const record = recordOf(line);
  if (record === undefined) return line;
  const { level, time, msg, ...fields } = record;
  const clock = typeof time === 'number' ? new Date(time).toTimeString().slice(0, 8) : '';
  const name = LEVELS[Number(level)] ?? String(level);
  const shown = Object.entries(fields).map(([key, value]) => `${key}=${fieldText(value)}`);
  return `${[clock, name.padEnd(5), String(msg ?? ''), ...shown].join(' ').trim()}\n`;
}

function recordOf(line: string): Record<string, unknown> | undefined {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null && 'level' in record ? { ...record } : undefined;
  } catch {
    return undefined;
  }
}

const fieldText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
