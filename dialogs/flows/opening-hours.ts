/** When the business is open, in its own time zone. Called for answers about hours, visit dates and handoffs. */
import type { EpochMs } from '../../protocol/index.js';
import { addDays, localTime, weekdayOf } from '../../text/index.js';
import { type BusinessHours, WEEKDAYS } from '../pack/dialog-pack.js';

export interface OpenPeriod {
  /** HH:MM. */
  readonly from: string;
  readonly to: string;
}

/** Open periods of an ISO date; empty when closed all day. */
export function periodsOn(date: string, hours: BusinessHours): readonly OpenPeriod[] {
  const day = WEEKDAYS[weekdayOf(date)]!;
  return (hours[day] ?? []).map((period) => {
    const [from = '', to = ''] = period.split('-');
    return { from, to };
  });
}

/** True when the time lies in an open period (its end excluded). */
export const isOpenAt = (date: string, time: string, hours: BusinessHours) =>
  periodsOn(date, hours).some((period) => time >= period.from && time < period.to);

export function isOpenNow(now: EpochMs, hours: BusinessHours, timeZone: string): boolean {
  const { date, time } = localTime(now, timeZone);
  return isOpenAt(date, time, hours);
}

/** The next date from `date` on (itself included) with an open period; undefined when the business never opens. */
export function nextOpenDay(date: string, hours: BusinessHours): string | undefined {
  for (let ahead = 0; ahead < 7; ahead++) {
    const candidate = addDays(date, ahead);
    if (periodsOn(candidate, hours).length > 0) return candidate;
  }
  return undefined;
}
