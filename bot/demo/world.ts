/**
 * Lives through the generated world: each planned visit talks to the real bot at its time, outcomes arrive when they fall due.
 * bot/roles runs it for `leadline demo` and for training the demo's models; everything it makes is marked as generated.
 */
import {
  type ChannelKind,
  type ConversationId,
  type EpochMs,
  Fault,
  type LeadClass,
  type Locale,
  type ManualClock,
  type ProgressListener,
  seededRandom,
} from '../../protocol/index.js';
import { estimatedTimeline } from './call-timeline.js';
import type { PersonaPack } from './persona.js';
import type { CallTimeline, Converse } from './ports.js';
import { openChannel } from './visit-channel.js';
import { visitBot } from './visitor.js';
import type { WorldFile } from './world-file.js';
import { type PlannedVisit, planVisits } from './world-plan.js';

export interface WorldSettings {
  readonly world: WorldFile;
  readonly pack: PersonaPack & { readonly timeZone: string; readonly currency: string };
  readonly goal: { readonly name: string; readonly windowDays: number };
  readonly seed: number;
  /** The present: no event of the world is later. */
  readonly nowMs: EpochMs;
  readonly converse: Converse;
  /** The clock that the bot behind `converse` reads; the world moves it. */
  readonly clock: ManualClock;
  /** Overrides the number in the file. */
  readonly conversations?: number;
  /** Makes sound for a call; the latest `recordedCalls` calls in `speechLocales` get a recording. */
  readonly recorder?: (visit: PlannedVisit) => CallTimeline;
  readonly recordedCalls?: number;
  readonly speechLocales?: readonly Locale[];
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

export interface GeneratedVisit {
  readonly conversationId: ConversationId;
  readonly scenario: string;
  readonly leadClass: LeadClass;
  readonly channel: ChannelKind;
  readonly locale: Locale;
  readonly startedMs: EpochMs;
  /**
   * Absent while the goal's window is still open, also for those who bought early: training must leave such visits out of the score,
   * or the latest weeks would show buyers only.
   */
  readonly outcome?: { readonly isWon: boolean };
  /** The hidden truth, for tests of the plumbing only. */
  readonly trueProbability: number;
  readonly isRecorded: boolean;
}

const DAY_MS = 86_400_000;

/** First moment of the world: set the clock there before opening the store. */
export function worldStartMs(world: WorldFile, nowMs: EpochMs): EpochMs {
  return nowMs - (world.days + 1) * DAY_MS;
}

/** Runs all visits in order of time. The same seed, pack and bot give the same world. Throws Fault `learning.cancelled` when aborted. */
export async function runWorld(settings: WorldSettings): Promise<readonly GeneratedVisit[]> {
  const { clock, nowMs } = settings;
  const visits = planVisits({ ...settings, windowDays: settings.goal.windowDays });
  const recorded = pickRecorded(settings, visits);
  const made: GeneratedVisit[] = [];
  const due: DueOutcome[] = [];
  for (const [i, visit] of visits.entries()) {
    if (settings.signal?.aborted)
      throw new Fault('learning.cancelled', 'Making the demo world was cancelled.');
    await settleUntil(settings, due, visit.startMs);
    clock.advance(Math.max(0, visit.startMs - clock.now()));
    const startedMs = clock.now();
    const conversationId = await liveVisit(settings, visit, recorded.has(visit));
    if (visit.truth.decidedMs <= nowMs) insertDue(due, { visit, conversationId });
    const isDecided = visit.startMs + settings.goal.windowDays * DAY_MS <= nowMs;
    made.push(
      describeVisit(visit, { conversationId, startedMs, isDecided, isRecorded: recorded.has(visit) }),
    );
    settings.onProgress?.({ stage: 'generating conversations', done: i + 1, total: visits.length });
  }
  await settleUntil(settings, due, nowMs);
  clock.advance(Math.max(0, nowMs - clock.now()));
  return made;
}

async function liveVisit(settings: WorldSettings, visit: PlannedVisit, isRecorded: boolean) {
  const random = seededRandom(visit.seed);
  const { world, pack, converse, clock, recorder } = settings;
  const timeline =
    visit.channel !== 'phone'
      ? undefined
      : isRecorded && recorder
        ? recorder(visit)
        : estimatedTimeline(random);
  const channel = await openChannel({ converse, clock, random, timeline }, visit);
  const words = { world, pack, persona: visit.persona, random, said: new Set<string>() };
  await visitBot(words, visit, channel);
  return channel.conversationId;
}

function describeVisit(
  visit: PlannedVisit,
  facts: {
    readonly conversationId: ConversationId;
    readonly startedMs: EpochMs;
    readonly isDecided: boolean;
    readonly isRecorded: boolean;
  },
): GeneratedVisit {
  const { scenario, leadClass, channel, locale, truth } = visit;
  const { isDecided, ...known } = facts;
  return {
    ...known,
    scenario: scenario.name,
    leadClass,
    channel,
    locale,
    trueProbability: truth.probability,
    ...(isDecided && { outcome: { isWon: truth.isWon } }),
  };
}

interface DueOutcome {
  readonly visit: PlannedVisit;
  readonly conversationId: ConversationId;
}

/** Keeps the list sorted, the earliest last. */
function insertDue(due: DueOutcome[], outcome: DueOutcome): void {
  const at = due.findIndex((other) => other.visit.truth.decidedMs < outcome.visit.truth.decidedMs);
  due.splice(at === -1 ? due.length : at, 0, outcome);
}

async function settleUntil(settings: WorldSettings, due: DueOutcome[], untilMs: EpochMs): Promise<void> {
  const { clock, converse, goal, pack } = settings;
  for (let next = due.at(-1); next && next.visit.truth.decidedMs <= untilMs; next = due.at(-1)) {
    due.pop();
    const { decidedMs, isWon, valueMinor } = next.visit.truth;
    clock.advance(Math.max(0, decidedMs - clock.now()));
    const worth = isWon ? { valueMinor, currency: pack.currency } : {};
    await converse.record(next.conversationId, {
      kind: 'outcome.recorded',
      data: { goal: goal.name, isWon, ...worth },
    });
  }
}

function pickRecorded(settings: WorldSettings, visits: readonly PlannedVisit[]): ReadonlySet<PlannedVisit> {
  const { recordedCalls = 0, speechLocales = ['en'], recorder } = settings;
  if (!recorder || recordedCalls === 0) return new Set();
  const calls = visits.filter((visit) => visit.channel === 'phone' && speechLocales.includes(visit.locale));
  const sales = calls.filter((visit) => visit.leadClass === 'sales').slice(-Math.ceil(recordedCalls / 2));
  const others = calls.filter((visit) => !sales.includes(visit)).slice(-(recordedCalls - sales.length));
  return new Set([...sales, ...(recordedCalls > sales.length ? others : [])]);
}
