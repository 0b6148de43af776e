/**
 * Draws the visits of the generated world from its seed: when, who, through which channel, and the hidden truth of each.
 * Called by world.ts; it talks to nobody.
 */
import {
  type ChannelKind,
  type EpochMs,
  LEAD_CLASSES,
  type LeadClass,
  type Locale,
  type Random,
  seededRandom,
} from '../../protocol/index.js';
import { makePersona, type Persona, type PersonaPack } from './persona.js';
import { drawStartTimes } from './visit-times.js';
import type { Scenario, WorldFile } from './world-file.js';

/** What a visitor does in the end; known to the generator and to the tests of the plumbing alone. */
export interface HiddenTruth {
  readonly probability: number;
  readonly isWon: boolean;
  /** When the purchase happens, or the goal's window closes without one. */
  readonly decidedMs: EpochMs;
  readonly valueMinor: number;
}

export interface PlannedVisit {
  readonly startMs: EpochMs;
  readonly scenario: Scenario;
  readonly leadClass: LeadClass;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly persona: Persona;
  readonly page?: string;
  readonly referrer?: string;
  readonly campaign?: string;
  readonly truth: HiddenTruth;
  /** Seed of this visitor's own choices, so that one visit can be replayed alone. */
  readonly seed: number;
}

export interface PlanSettings {
  readonly world: WorldFile;
  readonly pack: PersonaPack & { readonly timeZone: string };
  readonly seed: number;
  /** The present of the generated world; no visit starts after it. */
  readonly nowMs: EpochMs;
  /** Overrides the file. */
  readonly conversations?: number;
  readonly windowDays: number;
}

const DAY_MS = 86_400_000;
/** The last visits show every class, whatever the draw. */
const SHOWN_VISITS = LEAD_CLASSES.length * 3;

/** All visits, earliest first. The same settings give the same plan. */
export function planVisits(settings: PlanSettings): readonly PlannedVisit[] {
  const random = seededRandom(settings.seed);
  const count = settings.conversations ?? settings.world.conversations;
  const times = drawStartTimes(settings, count, random);
  return times.map((startMs, i) => {
    const fromEnd = times.length - 1 - i;
    const shown = fromEnd < SHOWN_VISITS ? LEAD_CLASSES[fromEnd % LEAD_CLASSES.length] : undefined;
    return planVisit(settings, { startMs, shown, random });
  });
}

interface Draw {
  readonly startMs: EpochMs;
  readonly shown: LeadClass | undefined;
  readonly random: Random;
}

function planVisit(settings: PlanSettings, { startMs, shown, random }: Draw): PlannedVisit {
  const { world, pack } = settings;
  const scenarios = world.scenarios.filter((each) => shown === undefined || each.class === shown);
  const scenario = pickWeighted(
    scenarios.length > 0 ? scenarios : world.scenarios,
    (each) => each.weight,
    random,
  );
  const locale = pickWeighted(Object.entries(world.localeShare), ([, share]) => share, random)[0];
  const isPhone = !scenario.isWebOnly && random.next() < (world.phoneShare[locale] ?? 0);
  const persona = makePersona({ world, pack, random }, scenario, locale);
  const hasCampaign = random.next() < world.campaignShare;
  const truth = drawTruth(settings, { startMs, scenario, persona }, random);
  const origin = isPhone
    ? {}
    : {
        page: random.pick(world.pages),
        ...(random.next() < 0.5 && { referrer: random.pick(world.referrers) }),
      };
  return {
    startMs,
    scenario,
    leadClass: scenario.class,
    channel: isPhone ? 'phone' : 'web',
    locale,
    persona,
    ...origin,
    ...(hasCampaign && { campaign: random.pick(world.campaigns) }),
    truth,
    seed: random.integer(2 ** 31),
  };
}

function drawTruth(
  { world, windowDays }: PlanSettings,
  visit: { readonly startMs: EpochMs; readonly scenario: Scenario; readonly persona: Persona },
  random: Random,
): HiddenTruth {
  const { weights, noise, valueMinor } = world.truth;
  const { interest, urgency, fit } = visit.persona.drivers;
  const logOdds =
    visit.scenario.base +
    weights.interest * (interest - 0.5) +
    weights.urgency * (urgency - 0.5) +
    weights.fit * (fit - 0.5) +
    noise * random.normal();
  const probability = 1 / (1 + Math.exp(-logOdds));
  const isWon = random.next() < probability;
  const daysLater = isWon ? Math.min(windowDays - 1, -4 * Math.log(1 - random.next())) : windowDays;
  const value = valueMinor[visit.scenario.category ?? ''] ?? 0;
  return {
    probability,
    isWon,
    decidedMs: Math.round(visit.startMs + 3_600_000 + daysLater * DAY_MS),
    valueMinor: isWon ? Math.round(value * (0.8 + 0.4 * random.next())) : 0,
  };
}

function pickWeighted<Item>(items: readonly Item[], weightOf: (item: Item) => number, random: Random): Item {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  let rest = random.next() * total;
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  return items.at(-1)!;
}
