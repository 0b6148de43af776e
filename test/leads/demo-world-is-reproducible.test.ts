/**
 * The generated world: the same seed gives the same world, everything in it is marked as generated, outcomes come when they fall due, and
 * the models trained on it recover its hidden truth. That tests the plumbing and is no evidence about customers.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  createLeadConsumer,
  featuresOf,
  foldEvents,
  type LeadModels,
  loadLeadModels,
  type StoredLeadModels,
  scoreProfile,
  type TrainedLeadModels,
  trainLeadModels,
} from '../../leads/index.js';
import { areaUnderRoc } from '../../learning/index.js';
import {
  type ConversationEvent,
  LEAD_CLASSES,
  ManualClock,
  type ScoredLead,
  type SegmentMembership,
  seededRandom,
} from '../../protocol/index.js';
import { type LivedVisit, leadPack, liveWorld, NOW_MS } from './demo-world.js';
import { MemoryLeadStore } from './lead-fixtures.js';

const SEED = 4;
const DAY_MS = 86_400_000;

function asStored(trained: TrainedLeadModels): StoredLeadModels {
  return Object.fromEntries(
    Object.entries(trained.models).map(([name, model]) => [name, { version: 'v1', files: model.files }]),
  );
}

const features = featuresOf(leadPack);

function sizesOf(names: readonly (string | undefined)[]): Readonly<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const name of names) sizes[name ?? 'none'] = (sizes[name ?? 'none'] ?? 0) + 1;
  return sizes;
}

const trainingOf = (visits: readonly LivedVisit[]) =>
  visits.map(({ events, leadClass, outcome }) => ({ events, leadClass, outcome }));

describe('generated world', () => {
  let visits: readonly LivedVisit[];
  let trained: TrainedLeadModels;
  let models: LeadModels;
  let leads: readonly ScoredLead[];

  beforeAll(async () => {
    visits = await liveWorld(SEED, 600);
    trained = await trainLeadModels({ conversations: trainingOf(visits), pack: leadPack, seed: SEED });
    models = loadLeadModels(asStored(trained), leadPack);
    const tools = { pack: leadPack, models, clock: new ManualClock(NOW_MS) };
    leads = visits.map(({ events }) => scoreProfile(foldEvents(events)!, tools));
  }, 120_000);

  it('is the same for the same seed, and another for another', async () => {
    const events = (lived: readonly LivedVisit[]) => JSON.stringify(lived.map((visit) => visit.events));
    const [again, twin, other] = [await liveWorld(9, 40), await liveWorld(9, 40), await liveWorld(10, 40)];
    expect(events(twin)).toBe(events(again));
    expect(events(other)).not.toBe(events(again));
  });

  it('says of every conversation that it is generated, and claims no response times', () => {
    for (const { events } of visits) {
      const [start] = events;
      expect(start?.kind === 'conversation.started' && start.data.isGenerated).toBe(true);
      for (const event of events) {
        if (event.kind === 'playback.finished' || event.kind === 'turn.replied') {
          expect(event.data.responseMs).toBeUndefined();
        }
      }
    }
    expect(leads.every((lead) => lead.isGenerated)).toBe(true);
  });

  it('spans ninety days, both languages, chat and phone, and every class among the latest', () => {
    const starts = visits.map((visit) => visit.startedMs);
    expect(NOW_MS - Math.min(...starts)).toBeGreaterThan(80 * DAY_MS);
    expect(Math.max(...starts)).toBeLessThan(NOW_MS);
    expect(starts.filter((startMs) => NOW_MS - startMs < 1.5 * DAY_MS).length).toBeGreaterThanOrEqual(20);
    expect(new Set(visits.slice(-21).map((visit) => visit.leadClass))).toEqual(new Set(LEAD_CLASSES));
    for (const kind of ['en web', 'en phone', 'zh web', 'zh phone']) {
      const count = visits.filter((visit) => `${visit.locale} ${visit.channel}` === kind).length;
      expect(count).toBeGreaterThan(15);
    }
  });

  it('places calls in time: words lie within their turn, turns and playback do not overlap', () => {
    const spans = visits
      .filter((visit) => visit.channel === 'phone')
      .map(({ events }) => events.flatMap(spanOf));
    for (const call of spans) {
      for (const [i, span] of call.entries()) {
        expect(span.endMs).toBeGreaterThan(span.startMs);
        if (i > 0) expect(span.startMs).toBeGreaterThanOrEqual(call[i - 1]!.endMs);
      }
    }
    expect(spans.length).toBeGreaterThan(50);
  });

  it('records outcomes when they fall due; open windows stay without one in training', () => {
    for (const { events, outcome, startedMs } of visits) {
      const recorded = events.find((event) => event.kind === 'outcome.recorded');
      const isClosed = NOW_MS - startedMs >= 30 * DAY_MS;
      if (isClosed) expect(recorded?.data).toMatchObject({ isWon: outcome?.isWon });
      else expect(outcome).toBeUndefined();
      if (recorded) expect(recorded.atMs).toBeLessThanOrEqual(NOW_MS);
    }
    const won = visits.filter((visit) => visit.outcome?.isWon).length;
    const decided = visits.filter((visit) => visit.outcome).length;
    expect(won / decided).toBeGreaterThan(0.18);
    expect(won / decided).toBeLessThan(0.36);
  });

  it('is recovered: class, and the ranking of the hidden probability; shuffled labels are not', async () => {
    const right = visits.filter((visit, i) => leads[i]!.classification.label === visit.leadClass).length;
    expect(right / visits.length).toBeGreaterThan(0.85);
    const recent = visits.flatMap((visit, i) => (visit.outcome ? [] : [{ visit, lead: leads[i]! }]));
    const ranking = (scored: readonly ScoredLead[]) =>
      areaUnderRoc(
        scored.map((lead) => (lead.score.kind === 'scored' ? lead.score.value : 0)),
        recent.map(({ visit }) => (visit.trueProbability > 0.5 ? 1 : 0)),
      );
    expect(ranking(recent.map(({ lead }) => lead))).toBeGreaterThan(0.75);
    const random = seededRandom(SEED);
    const decided = random.shuffle(visits.flatMap((visit) => visit.outcome ?? []));
    const shuffled = visits.map(({ events, outcome }) => ({ events, outcome: outcome && decided.pop() }));
    const control = await trainLeadModels({ conversations: shuffled, pack: leadPack, seed: SEED });
    const tools = {
      pack: leadPack,
      models: loadLeadModels(asStored(control), leadPack),
      clock: new ManualClock(NOW_MS),
    };
    expect(ranking(recent.map(({ visit }) => scoreProfile(foldEvents(visit.events)!, tools)))).toBeLessThan(
      0.75,
    );
    expect(control.missing['lead-class']).toMatch(/two labels/);
  });

  it('keeps its word on the card: figures with intervals, the seed, and what they are worth', () => {
    const { evaluation, models: made } = trained;
    expect(evaluation.caution).toMatch(/no evidence about customers/);
    expect(evaluation.score?.figures.auc?.value).toBeGreaterThan(0.7);
    for (const figure of Object.values({ ...evaluation.class, ...evaluation.score?.figures })) {
      expect(figure.low).toBeLessThanOrEqual(figure.high);
    }
    for (const model of Object.values(made)) {
      expect(model.draft).toMatchObject({ seed: SEED, parameters: { isTrainedOnGenerated: true } });
      expect(model.draft.rows).toBeGreaterThan(100);
    }
    const predicted = evaluation.score!.reliability.reduce((sum, bin) => sum + bin.count, 0);
    expect(predicted).toBeGreaterThan(50);
  });

  it('gives reasons in both languages with the turn they rest on, adding up to the score', () => {
    for (const lead of leads) {
      if (lead.score.kind !== 'scored') continue;
      const { value, base, reasons } = lead.score;
      expect(reasons.reduce((sum, reason) => sum + reason.contribution, base)).toBeCloseTo(value, 10);
      for (const reason of reasons) {
        expect(Object.keys(reason.text).sort()).toEqual(['en', 'zh']);
        expect(`${reason.text.en}${reason.text.zh}`).not.toMatch(/[{}]|undefined/);
      }
    }
    const call = leads.find((lead) => lead.channel === 'phone' && lead.heard.length > 1);
    const evidence =
      call?.score.kind === 'scored' ? call.score.reasons.flatMap((each) => each.evidence ?? []) : [];
    expect(evidence.some((each) => (each.offsetMs ?? 0) > 0)).toBe(true);
  });

  it('finds at least three segments, each with a name of its own in both languages', () => {
    const segments = new Map(
      leads.flatMap((lead) => (lead.segment ? [[lead.segment.segmentId, lead.segment]] : [])),
    );
    expect(segments.size).toBeGreaterThanOrEqual(3);
    for (const locale of ['en', 'zh']) {
      const names = [...segments.values()].map((segment) => segment.name[locale]);
      expect(new Set(names).size).toBe(names.length);
      expect(names.every((name) => name !== undefined && !/[{}]/.test(name))).toBe(true);
    }
  });

  it('names a segment by what at least nine of ten of its members show; shuffled, they do not (seed 4)', () => {
    const rows = visits.map(({ events }) => features.rowOf(foldEvents(events)!));
    const names = leads.map((lead) => lead.segment?.name.en);
    const named = features.features.flatMap((feature, i) => {
      const mean = rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length;
      const least = feature.isMatterOfDegree ? mean : 0;
      return names.includes(feature.label?.en)
        ? [{ label: feature.label!.en, shows: rows.map((row) => row[i]! > least) }]
        : [];
    });
    expect(named.length).toBeGreaterThanOrEqual(3);
    const known = new Set<string | undefined>([
      ...named.map(({ label }) => label),
      'Everyone else',
      'Short visits',
    ]);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    const shareIn = (among: readonly (string | undefined)[]) =>
      named.map(({ label, shows }) => {
        const members = shows.filter((_, i) => among[i] === label);
        return members.filter(Boolean).length / members.length;
      });
    expect(Math.min(...shareIn(names))).toBeGreaterThanOrEqual(0.9);
    expect(Math.max(...shareIn(seededRandom(SEED).shuffle([...names])))).toBeLessThan(0.9);
    process.stdout.write(`segments: ${JSON.stringify(sizesOf(names))}\n`);
  });

  it('puts no lead, at any point of its conversation, where its own facts contradict segment or traits', () => {
    const tools = { pack: leadPack, models, clock: new ManualClock(NOW_MS) };
    const sample = visits.filter((_, i) => i % 3 === 0);
    const seen = sample.flatMap(({ events }) =>
      events.flatMap((event, i) =>
        event.kind === 'turn.replied' || i === events.length - 1
          ? [foldEvents(events.slice(0, i + 1))!].filter(({ counts }) => counts.visitorTurns > 0)
          : [],
      ),
    );
    const placed = seen.map((profile) => ({
      row: features.rowOf(profile),
      lead: scoreProfile(profile, tools),
    }));
    const contradictions = placed.flatMap(({ row, lead }) => contradictionsOf(lead.segment, row));
    expect(contradictions).toEqual([]);
    const shuffled = seededRandom(SEED).shuffle(placed.map(({ lead }) => lead.segment));
    const control = placed.flatMap(({ row }, i) => contradictionsOf(shuffled[i], row));
    expect(control.length).toBeGreaterThan(placed.length / 4);
  });

  it('says so when the pack has other signals than the score was trained for', () => {
    const changed = { ...leadPack, signals: leadPack.signals.slice(1) };
    const other = loadLeadModels(asStored(trained), changed);
    const profile = foldEvents(visits[0]!.events)!;
    expect(other.score(profile)).toMatchObject({ kind: 'insufficient' });
    expect(models.score(profile)).toMatchObject({ kind: 'scored' });
  });

  it('stores every conversation through the consumer, and prints its rate (the bar is 500 per second)', async () => {
    const store = new MemoryLeadStore();
    const clock = new ManualClock(NOW_MS);
    const consumer = createLeadConsumer({ store, models, pack: leadPack, clock });
    const batches: (readonly ConversationEvent[])[] = visits.map((visit) => visit.events);
    const before = process.cpuUsage();
    for (const events of batches) await consumer.handle(events);
    const { user, system } = process.cpuUsage(before);
    const perSecond = visits.length / ((user + system) / 1e6);
    expect(store.leads.size).toBe(visits.length);
    process.stdout.write(`consumer: ${Math.round(perSecond)} conversations/s of processor time\n`);
  });
});

/** What the name of the segment or a trait says that the numbers of the conversation do not. */
function contradictionsOf(segment: SegmentMembership | undefined, row: Float64Array): readonly string[] {
  if (segment === undefined) return [];
  const texts = new Set([segment.name.en, ...segment.shown.map((trait) => trait.en)]);
  return features.features.flatMap(({ label, trait, isMatterOfDegree }, i) => {
    if (isMatterOfDegree) return [];
    const claims = (label && texts.has(label.en)) || texts.has(trait.high.en);
    const denies = texts.has(trait.low.en);
    return (claims && row[i] === 0) || (denies && row[i]! > 0)
      ? [`${segment.name.en}: ${trait.high.en}`]
      : [];
  });
}

function spanOf(event: ConversationEvent): { readonly startMs: number; readonly endMs: number }[] {
  if (event.kind === 'playback.finished') return [event.data];
  if (event.kind !== 'turn.received' || event.data.startMs === undefined) return [];
  return [{ startMs: event.data.startMs, endMs: event.data.endMs! }];
}
