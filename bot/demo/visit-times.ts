/**
 * When the visits of the generated world start: by hour and weekday of the shop, somewhat more of late, and some just now.
 */
import type { EpochMs, Random } from '../../protocol/index.js';
import type { WorldFile } from './world-file.js';

export interface TimeSettings {
  readonly world: WorldFile;
  readonly pack: { readonly timeZone: string };
  readonly nowMs: EpochMs;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Minutes before the present of the latest visits, so that the inbox looks alive at any hour. */
const JUST_NOW_MINUTES = [8, 17, 34, 58, 95];
/** Share of all visits that fall into the last day and a half. */
const RECENT_SHARE = 0.035;
const RECENT_HOURS = 36;

/** Start times, earliest first; fewer than `count` only when no hour of the period has a weight. */
export function drawStartTimes(settings: TimeSettings, count: number, random: Random): readonly EpochMs[] {
  const justNow = JUST_NOW_MINUTES.slice(0, Math.min(count, JUST_NOW_MINUTES.length)).map(
    (minutes) => settings.nowMs - minutes * MINUTE_MS,
  );
  const recentCount = Math.min(count - justNow.length, Math.round(count * RECENT_SHARE) + 12);
  const slots = hourSlots(settings);
  const recentFrom = settings.nowMs - RECENT_HOURS * HOUR_MS;
  const recent = draw(
    slots.filter((slot) => slot.startMs >= recentFrom),
    recentCount,
    random,
  );
  const earlier = draw(
    slots.filter((slot) => slot.startMs < recentFrom),
    count - justNow.length - recentCount,
    random,
  );
  return [...earlier, ...recent, ...justNow].sort((a, b) => a - b);
}

interface HourSlot {
  readonly startMs: EpochMs;
  readonly weight: number;
}

/** Every hour of the period that has ended two hours ago, with its weight. */
function hourSlots({ world, pack, nowMs }: TimeSettings): readonly HourSlot[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: pack.timeZone,
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  });
  const hours = world.days * 24;
  const first = Math.floor(nowMs / HOUR_MS) * HOUR_MS - hours * HOUR_MS;
  const slots: HourSlot[] = [];
  for (let i = 0; i < hours - 2; i++) {
    const startMs = first + i * HOUR_MS;
    const parts = format.formatToParts(startMs);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
    const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'));
    const growth = 1 + (0.5 * i) / hours;
    slots.push({
      startMs,
      weight: (world.hours[Number(part('hour'))] ?? 0) * (world.weekdays[weekday] ?? 0) * growth,
    });
  }
  return slots;
}

function draw(slots: readonly HourSlot[], count: number, random: Random): EpochMs[] {
  const sums: number[] = [];
  let total = 0;
  for (const slot of slots) {
    total += slot.weight;
    sums.push(total);
  }
  if (total === 0) return [];
  return Array.from({ length: Math.max(0, count) }, () => {
    const wanted = random.next() * total;
    const slot = slots[sums.findIndex((sum) => sum > wanted)] ?? slots.at(-1)!;
    return slot.startMs + random.integer(60) * MINUTE_MS + random.integer(60) * 1000;
  });
}
