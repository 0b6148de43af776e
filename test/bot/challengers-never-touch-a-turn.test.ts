import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSwappingEngine, type HeardStep, UNDERSTANDING } from '../../bot/models/index.js';
import { type LoadedPack, loadPack } from '../../bot/pack/index.js';
import { packEngines } from '../../bot/roles/pack-engine.js';
import {
  openSideReader,
  type ShadowAnswer,
  ShadowLane,
  type ShadowWatch,
  type SideReader,
  watchTrials,
} from '../../bot/shadow/index.js';
import { createMetrics, type Metrics, silentLogger } from '../../bot/telemetry/index.js';
import { createDemoActions, type DialogPack, trainUnderstanding } from '../../dialogs/index.js';
import {
  createMemoryArtefacts,
  createModelRegistry,
  type ModelRegistry,
  serveModel,
} from '../../learning/index.js';
import {
  type ConversationEvent,
  DEFAULT_WORKSPACE,
  type Fault,
  ManualClock,
  systemClock,
} from '../../protocol/index.js';
import { TRAINING_TIMEOUT_MS } from '../dialogs/trained-pack.js';
import { type Bench, openBench, openWebConversation, textTurn } from './runtime-bench.js';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'packs', 'praxis');
const SPINNING = 'test/fixtures/spinning-reader.mjs';

let pack: LoadedPack;
let registry: ModelRegistry;
let versions: { readonly active: string; readonly same: string; readonly other: string };
beforeAll(async () => {
  pack = loadPack(FOLDER);
  registry = createModelRegistry({ store: createMemoryArtefacts(), clock: systemClock, codeVersion: 'test' });
  const save = async (dialogs: DialogPack) => {
    const { intents, slots } = await trainUnderstanding(dialogs, { seed: 1 });
    const draft = { task: UNDERSTANDING, dataHash: 'x', rows: 1, seed: 1, parameters: {}, metrics: {} };
    return (await registry.save(UNDERSTANDING, draft, { 'intents.bin': intents, 'slots.bin': slots }))
      .version;
  };
  // The other one has never heard of prices; what the pack's examples say word for word it still knows from them.
  const narrow = {
    ...pack.dialogs,
    intents: pack.dialogs.intents.filter(({ intent }) => intent !== 'preis'),
  };
  versions = {
    active: await save(pack.dialogs),
    same: await save(pack.dialogs),
    other: await save(narrow),
  };
  await registry.activate(UNDERSTANDING, versions.active);
}, TRAINING_TIMEOUT_MS);

interface Live {
  readonly bench: Bench;
  readonly watch: ShadowWatch;
  readonly metrics: Metrics;
  say(text: string): Promise<void>;
  replies(): Promise<readonly (ConversationEvent & { kind: 'turn.replied' })[]>;
  close(): Promise<void>;
}

async function openLive(file?: string): Promise<Live> {
  const makeEngine = packEngines({ pack, actions: createDemoActions() });
  const served = serveModel(registry, UNDERSTANDING, makeEngine);
  await served.refresh();
  let hear: ((step: HeardStep) => void) | undefined;
  const engine = createSwappingEngine({ current: () => served.current(), onStep: (step) => hear?.(step) });
  const bench = await openBench({ engine });
  const metrics = createMetrics();
  const watch = watchTrials({
    ...{ store: bench.store, registry, pack, metrics, logger: silentLogger, clock: systemClock },
    workspaceId: DEFAULT_WORKSPACE,
    openReader: (order, signal) => openSideReader(order, { signal, file }),
  });
  hear = (step) => watch.heard(step);
  const { conversation } = await openWebConversation(bench.runtime);
  return {
    ...{ bench, watch, metrics },
    say: async (text) => void (await bench.runtime.exchange(textTurn(conversation.conversationId, text))),
    replies: async () =>
      (await bench.store.conversations.eventsSince(conversation, 0)).flatMap((event) =>
        event.kind === 'turn.replied' ? [event] : [],
      ),
    async close() {
      await watch.close();
      await bench.close();
      bench.remove();
      metrics.close();
    },
  };
}

const WORDS = [
  'was kostet eine Krone',
  'wie teuer ist so eine Füllung',
  'danke nein',
  'haben Sie einen Termin frei',
];

async function trial(challenger: string) {
  const live = await openLive();
  try {
    await registry.challenge(UNDERSTANDING, challenger);
    await live.watch.refresh();
    for (const text of WORDS) await live.say(text);
    await live.watch.idle();
    return { report: await live.watch.report(UNDERSTANDING), replies: await live.replies() };
  } finally {
    await live.close();
  }
}

describe('a challenger', () => {
  it('reads what the active version reads, and is never used', async () => {
    const { report, replies } = await trial(versions.other);
    const prices = WORDS.slice(0, 2);
    expect(report?.missed).toEqual({ full: 0, late: 0, failed: 0, setAside: 0 });
    expect(report).toMatchObject({ active: versions.active, challenger: versions.other, state: 'reading' });
    expect(report?.readings).toBe(WORDS.length);
    expect(report?.agreement?.value).toBeLessThan(1);
    const lost = report!.disagreements.filter(({ active }) => active.label === 'preis');
    expect(lost.map(({ text }) => text).sort()).toEqual([...prices].sort());
    expect(lost.every(({ challenger }) => challenger.label !== 'preis')).toBe(true);
    expect(report?.latency?.challenger.medianMs).toBeGreaterThan(0);
    const used = replies.flatMap(({ data }) => data.modelVersion ?? []);
    expect(new Set(used)).toEqual(new Set([`${UNDERSTANDING} ${versions.active}`]));
    expect(replies.filter(({ data }) => data.intent === 'preis')).toHaveLength(2);
  }, 60_000);

  it('with the same weights agrees on everything', async () => {
    const { report } = await trial(versions.same);
    expect(report?.agreement?.value).toBe(1);
    expect(report?.difference).toMatchObject({ mean: 0, most: 0 });
    expect(report?.disagreements).toEqual([]);
  }, 60_000);

  it('is compared with nobody once the trial ends', async () => {
    const live = await openLive();
    await registry.challenge(UNDERSTANDING, undefined);
    await live.watch.refresh();
    await live.say(WORDS[0]!);
    await live.watch.idle();
    expect(await live.watch.report(UNDERSTANDING)).toBeUndefined();
    await live.close();
  }, 60_000);

  it('that never answers holds up no turn', async () => {
    const live = await openLive(SPINNING);
    await registry.challenge(UNDERSTANDING, versions.other);
    await live.watch.refresh();
    for (const text of WORDS) await live.say(text);
    // Every turn is answered while the first question still spins.
    expect(await live.replies()).toHaveLength(WORDS.length + 1);
    expect(await live.watch.report(UNDERSTANDING)).toMatchObject({ state: 'reading', readings: 0 });
    await live.close();
  }, 60_000);
});

describe('the words of a disagreement', () => {
  it('are masked, and gone once the person is erased', async () => {
    const live = await openLive();
    await registry.challenge(UNDERSTANDING, versions.other);
    await live.watch.refresh();
    await live.say('was kostet eine Krone, meine Nummer ist 030 23125 012');
    await live.watch.idle();
    const before = await live.watch.report(UNDERSTANDING);
    expect(before?.disagreements.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^was kostet eine Krone, meine Nummer ist •••$/),
    ]);
    const [reply] = await live.replies();
    await live.bench.store.eraseContact(DEFAULT_WORKSPACE, reply!.contactId);
    const after = await live.watch.report(UNDERSTANDING);
    expect(after?.disagreements).toHaveLength(1);
    expect(after?.disagreements[0]?.text).toBeUndefined();
    await live.close();
  }, 60_000);
});

const answer: ShadowAnswer = { active: { label: 'a', ms: 1 }, challenger: { label: 'a', ms: 1 } };
const question = async () => ({ kind: 'profile', profile: '' }) as const;

describe('the queue in front of a challenger', () => {
  it('ends a thread that is late, tries anew, and halts after five in a row', async () => {
    const clock = new ManualClock();
    const readers: SideReader[] = [];
    let asked: () => void = () => undefined;
    const halts: Fault[] = [];
    const order = async () => {
      const active = await registry.load(UNDERSTANDING, versions.active);
      return { packFolder: FOLDER, active, challenger: active };
    };
    const lane = new ShadowLane({
      clock,
      onHalt: (fault) => halts.push(fault),
      async open(signal) {
        const reader = await openSideReader(await order(), { signal, file: SPINNING });
        const spied: SideReader = {
          read: (given) => {
            const open = reader.read(given);
            asked();
            return open;
          },
          close: () => reader.close(),
          get isAlive() {
            return reader.isAlive;
          },
        };
        readers.push(reader);
        return spied;
      },
    });
    for (let strike = 1; strike <= 5; strike++) {
      const isAsked = new Promise<void>((resolve) => {
        asked = resolve;
      });
      lane.offer({ question, keep: () => undefined });
      await isAsked;
      clock.advance(2000);
      await lane.idle();
      expect(lane.lost.late).toBe(strike);
      expect(readers.at(-1)?.isAlive).toBe(false);
    }
    expect(halts.map(({ code }) => code)).toEqual(['learning.cancelled']);
    lane.offer({ question, keep: () => undefined });
    await lane.idle();
    expect(readers).toHaveLength(5);
    await lane.close();
  }, 60_000);

  it('forgives failures between which it answers', async () => {
    let calls = 0;
    const reader: SideReader = {
      isAlive: true,
      read: async () => {
        if (++calls % 2 === 0) throw new Error('every other time');
        return answer;
      },
      close: async () => undefined,
    };
    const kept: ShadowAnswer[] = [];
    const lane = new ShadowLane({ clock: systemClock, open: async () => reader });
    for (let i = 0; i < 20; i++) lane.offer({ question, keep: (given) => kept.push(given) });
    await lane.idle();
    expect([kept.length, lane.lost.failed, lane.problem]).toEqual([10, 10, undefined]);
  });

  it('takes two hundred at the most and counts the rest', async () => {
    let open: (reader: SideReader) => void = () => undefined;
    const opened = new Promise<SideReader>((resolve) => {
      open = resolve;
    });
    const lane = new ShadowLane({ clock: systemClock, open: () => opened });
    let kept = 0;
    for (let i = 0; i < 250; i++) lane.offer({ question, keep: () => kept++ });
    expect(lane.lost.full).toBe(49);
    open({ isAlive: true, read: async () => answer, close: async () => undefined });
    await lane.idle();
    expect(kept).toBe(201);
  });
});
