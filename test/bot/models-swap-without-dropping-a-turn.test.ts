import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createModelDesk,
  createSwappingEngine,
  type DeskSurroundings,
  type ModelDesk,
} from '../../bot/models/index.js';
import { createFileArtefacts } from '../../bot/store/artefacts/artefact-store-files.js';
import type { DialogEngine } from '../../dialogs/index.js';
import {
  createModelRegistry,
  drawBars,
  type ModelRegistry,
  type ModelVersion,
  type ServedModel,
  serveModel,
} from '../../learning/index.js';
import {
  DEFAULT_WORKSPACE,
  type ModelVersionRow,
  systemClock,
  toConversationId,
} from '../../protocol/index.js';
import { createEchoEngine } from './echo-engine.js';
import { newFolder, textTurn } from './runtime-bench.js';
import { openServer, overControlSocket, type ServerBench } from './server-bench.js';

const NAME = 'understanding';
const encode = (text: string) => new TextEncoder().encode(text);
const decodeText = ({ files }: ModelVersion) => new TextDecoder().decode(files['weights.bin']);

/** The echo engine whose words begin with what its version's weights say. */
async function engineOf(version: ModelVersion): Promise<DialogEngine> {
  const word = decodeText(version);
  if (word === 'undecodable') throw new Error('these weights make no engine');
  const echo = createEchoEngine({ before: () => new Promise((resolve) => setImmediate(resolve)) });
  return {
    ...echo,
    async step(input) {
      const outcome = await echo.step(input);
      return { ...outcome, bot: { ...outcome.bot, why: word } };
    },
  };
}

interface World {
  readonly bench: ServerBench;
  readonly registry: ModelRegistry;
  readonly served: ServedModel<DialogEngine>;
  readonly recorded: string[];
  readonly folder: string;
  save(word: string): Promise<string>;
  /** Flips one bit of a stored file. */
  damage(version: string, file: string): void;
}

async function openWorld(): Promise<World> {
  const folder = newFolder();
  const store = createFileArtefacts(folder);
  const registry = createModelRegistry({ store, clock: systemClock, codeVersion: 'test' });
  const served = serveModel(registry, NAME, engineOf);
  const recorded: string[] = [];
  const surroundings: DeskSurroundings = {
    rehearse: (_name, version) => served.rehearse(version),
    refresh: async () => void (await served.refresh()),
    problemOf: () => undefined,
    driftOf: () => undefined,
    rescoring: () => undefined,
    retraining: () => undefined,
    shadowOf: async () => undefined,
    servingVersion: () => served.current()?.card.version,
    record: async (action, name, version) => void recorded.push(`${action} ${name} ${version}`),
  };
  const models: ModelDesk = createModelDesk(registry, surroundings);
  const draft = { task: NAME, dataHash: 'x', rows: 1, seed: 1, parameters: {}, metrics: {} };
  const save = async (word: string) =>
    (await registry.save(NAME, draft, { 'weights.bin': encode(word), 'roc.svg': encode('<svg/>') })).version;
  await registry.activate(NAME, await save('first'), 'start');
  await served.refresh();
  const engine = createSwappingEngine({ current: () => served.current() });
  const damage = (version: string, file: string) => {
    const path = join(folder, 'models', NAME, version, file);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
  };
  mkdirSync(folder, { recursive: true });
  return { bench: await openServer({ engine, models }), registry, served, recorded, folder, save, damage };
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.bench.close());

const socketPath = () => world.bench.server.controlSocket!;
async function ask(method: string, path: string, body?: object) {
  const answer = await overControlSocket(socketPath(), method, path, body);
  return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> };
}
const activate = (version: string) => ask('POST', `/api/v1/models/${NAME}/activate`, { version });

async function openConversation(): Promise<string> {
  const { conversation } = await world.bench.server.runtime.openConversation({
    workspaceId: DEFAULT_WORKSPACE,
    channel: 'web',
  });
  return conversation.conversationId;
}

interface Answered {
  readonly why: string;
  readonly modelVersion?: string;
}

const repliesOf = async (conversationId: string) => {
  const key = { workspaceId: DEFAULT_WORKSPACE, conversationId: toConversationId(conversationId) };
  const events = await world.bench.server.store.conversations.eventsSince(key, 0);
  return events.flatMap((event) => (event.kind === 'turn.replied' ? [event.data as Answered] : []));
};

/** Replies whose recorded version is not the one that made their words. */
const mislabelled = (replies: readonly Answered[], words: ReadonlyMap<string, string>) =>
  replies.filter(({ why, modelVersion }) => words.get(modelVersion?.split(' ')[1] ?? '') !== why);

describe('turns while versions switch back and forth', () => {
  it('are all answered, each by exactly one version, which is recorded with it', async () => {
    const { registry, save, bench } = world;
    const [one] = await registry.history(NAME);
    const two = await save('second');
    const words = new Map([
      [one!, 'first'],
      [two, 'second'],
    ]);
    const conversations = await Promise.all(Array.from({ length: 8 }, openConversation));
    let isSwitching = true;
    const talk = async (conversationId: string) => {
      let turns = 0;
      for (; isSwitching; turns++)
        await bench.server.runtime.exchange(textTurn(toConversationId(conversationId), `turn ${turns}`));
      return turns;
    };
    const switchOver = async () => {
      for (let switches = 0; switches < 10; switches++)
        expect((await activate(switches % 2 === 0 ? two : one!)).status).toBe(200);
      isSwitching = false;
    };
    const [, ...turns] = await Promise.all([switchOver(), ...conversations.map(talk)]);
    const replies = (await Promise.all(conversations.map(repliesOf))).map((all) =>
      all.filter(({ modelVersion }) => modelVersion !== undefined),
    );
    expect(replies.map(({ length }) => length)).toEqual(turns);
    const all = replies.flat();
    expect(new Set(all.map(({ why }) => why))).toEqual(new Set(['first', 'second']));
    expect(mislabelled(all, words)).toEqual([]);
    expect(mislabelled([{ why: 'second', modelVersion: `${NAME} ${one}` }], words)).toHaveLength(1);
  });
});

describe('rolling back', () => {
  it('is one call, is recorded, and serves from the next turn on', async () => {
    const { registry, save, recorded } = world;
    const before = (await registry.history(NAME))[0]!;
    const next = await save('third');
    await activate(next);
    const rolled = await ask('POST', `/api/v1/models/${NAME}/rollback`, {});
    expect(rolled.body).toMatchObject({ model: NAME, version: before, active: true });
    expect(recorded.slice(-2)).toEqual([`activated ${NAME} ${next}`, `rolled-back ${NAME} ${before}`]);
    const conversationId = await openConversation();
    await world.bench.server.runtime.exchange(textTurn(toConversationId(conversationId), 'hello'));
    expect((await repliesOf(conversationId)).at(-1)?.modelVersion).toBe(`${NAME} ${before}`);
  });
});

describe('a version that cannot be used', () => {
  it.each(['weights.bin', 'card.json'])(
    'is refused when its %s has a flipped bit, and the other goes on',
    async (file) => {
      const { registry, save, damage, served } = world;
      const before = (await registry.history(NAME))[0]!;
      const broken = await save(`broken ${file}`);
      damage(broken, file);
      expect(await activate(broken)).toMatchObject({ status: 500, body: { code: 'learning.corrupt-model' } });
      expect(served.current()?.card.version).toBe(before);
      expect((await registry.history(NAME))[0]).toBe(before);
      const verified = await ask('POST', '/api/v1/model-verifications', { name: NAME });
      const rows = verified.body.items as ModelVersionRow[];
      expect(rows.filter(({ problem }) => problem !== undefined).map(({ version }) => version)).toContain(
        broken,
      );
      expect(rows.find(({ version }) => version === before)?.problem).toBeUndefined();
    },
  );

  it('is refused when its files are sound but make no engine: the pointer does not move', async () => {
    const { registry, save } = world;
    const before = await registry.history(NAME);
    expect((await activate(await save('undecodable'))).status).toBe(500);
    expect(await registry.history(NAME)).toEqual(before);
  });

  it('would serve if it were sound', async () => {
    const version = await world.save('sound');
    expect((await activate(version)).status).toBe(200);
    expect(world.served.current()?.card.version).toBe(version);
  });
});

describe('pictures', () => {
  it('are shown to the console, and no other file is', async () => {
    const [version] = await world.registry.history(NAME);
    const at = `/api/v1/models/${NAME}/versions/${version}`;
    const picture = await overControlSocket(socketPath(), 'GET', `${at}/pictures/roc.svg`);
    expect(picture).toMatchObject({ status: 200, body: '<svg/>' });
    // Opened in a tab of its own, a picture needs its one style, and may do nothing else.
    const { bench } = world;
    const cookie = await bench.logIn();
    const { headers } = await fetch(`${bench.server.url}${at}/pictures/roc.svg`, { headers: { cookie } });
    const [, style] = /<style>([^<]*)</.exec(drawBars('plan', [{ value: 'a', count: 1 }], 1))!;
    const hash = createHash('sha256').update(style!).digest('base64');
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain(`; style-src 'sha256-${hash}'`);
    expect(policy).not.toMatch(/script-src|unsafe/);
    const weights = await overControlSocket(socketPath(), 'GET', `${at}/pictures/weights.bin`);
    expect(weights.status).toBe(400);
    const outside = await overControlSocket(socketPath(), 'GET', `${at}/pictures/..%2F..%2Factive.svg`);
    expect(outside.status).toBe(400);
  });
});
