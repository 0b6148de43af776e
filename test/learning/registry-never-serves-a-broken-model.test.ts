import { describe, expect, it } from '@jest/globals';
import {
  createMemoryArtefacts,
  createModelRegistry,
  type ModelCardDraft,
  serveModel,
} from '../../learning/index.js';
import { ManualClock } from '../../protocol/clock.js';

const DRAFT: ModelCardDraft = {
  task: 'intents',
  dataHash: 'abc',
  rows: 10,
  seed: 1,
  parameters: { cost: 1 },
  metrics: { accuracy: { value: 0.9, low: 0.85, high: 0.94 } },
};
const bytesOf = (text: string) => new TextEncoder().encode(text);
const decode = ({ files }: { files: Readonly<Record<string, Uint8Array>> }) =>
  new TextDecoder().decode(files['weights.bin']);

function createWorld() {
  const store = createMemoryArtefacts();
  const clock = new ManualClock();
  const registry = createModelRegistry({ store, clock, codeVersion: '1.2.3' });
  const save = (text: string) => registry.save('intents', DRAFT, { 'weights.bin': bytesOf(text) });
  const damage = async (version: string, file: string) => {
    const path = `models/intents/${version}/${file}`;
    const bytes = (await store.read(path))!;
    bytes[bytes.length >> 1]! ^= 1;
    await store.write(path, bytes);
  };
  return { registry, save, damage, store };
}

describe('the model registry', () => {
  it('keeps versions in order with a card that says what they are', async () => {
    const { registry, save } = createWorld();
    const one = await save('one');
    await save('two');
    const listed = await registry.list();
    expect(listed.map((l) => [l.version.slice(0, 5), l.isActive])).toEqual([
      ['0001-', false],
      ['0002-', false],
    ]);
    expect(await registry.show('intents', one.version)).toMatchObject({
      ...DRAFT,
      codeVersion: '1.2.3',
      createdAt: '2026-01-05T09:00:00.000Z',
      files: { 'weights.bin': { sizeBytes: 3 } },
    });
  });

  it('activates, rolls back and refuses to remove what is active', async () => {
    const { registry, save } = createWorld();
    const [one, two] = [await save('one'), await save('two')];
    await registry.activate('intents', one.version);
    await registry.activate('intents', two.version);
    await expect(registry.remove('intents', two.version)).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await registry.rollback('intents')).toBe(one.version);
    expect((await registry.list('intents')).find((l) => l.isActive)?.version).toBe(one.version);
    await expect(registry.rollback('intents')).rejects.toMatchObject({ code: 'learning.no-model' });
    await registry.remove('intents', two.version);
    await expect(registry.load('intents', two.version)).rejects.toMatchObject({ code: 'learning.no-model' });
  });

  it.each(['weights.bin', 'card.json'])('refuses a version whose %s has one flipped bit', async (file) => {
    const { registry, save, damage } = createWorld();
    const one = await save('one');
    await expect(registry.load('intents', one.version)).resolves.toBeDefined();
    await damage(one.version, file);
    await expect(registry.load('intents', one.version)).rejects.toMatchObject({
      code: 'learning.corrupt-model',
    });
    await expect(registry.activate('intents', one.version)).rejects.toMatchObject({
      code: 'learning.corrupt-model',
    });
  });

  it('refuses a version whose weights are missing, and lists it all the same', async () => {
    const { registry, save, store } = createWorld();
    const one = await save('one');
    await store.remove(`models/intents/${one.version}/weights.bin`);
    await expect(registry.load('intents', one.version)).rejects.toMatchObject({
      code: 'learning.corrupt-model',
    });
    expect(await registry.list()).toHaveLength(1);
  });
});

describe('a version on trial', () => {
  it('stands beside the active one until it becomes active or the trial ends', async () => {
    const { registry, save } = createWorld();
    const [one, two] = [await save('one'), await save('two')];
    await expect(registry.challenge('intents', two.version)).rejects.toMatchObject({
      code: 'learning.no-model',
    });
    await registry.activate('intents', one.version, 'start');
    await expect(registry.challenge('intents', one.version)).rejects.toMatchObject({ code: 'input.invalid' });
    await registry.challenge('intents', two.version);
    expect(await registry.pointer('intents')).toEqual({
      history: [one.version],
      chosenBy: 'start',
      challenger: two.version,
    });
    await expect(registry.remove('intents', two.version)).rejects.toMatchObject({ code: 'input.invalid' });
    await registry.activate('intents', two.version, 'job');
    expect(await registry.pointer('intents')).toEqual({
      history: [two.version, one.version],
      chosenBy: 'job',
    });
    await registry.challenge('intents', one.version);
    await registry.challenge('intents', undefined);
    expect((await registry.pointer('intents')).challenger).toBeUndefined();
  });
});

describe('verification', () => {
  it('reads every file of every version and names the broken one', async () => {
    const { registry, save, damage } = createWorld();
    const [one, two] = [await save('one'), await save('two')];
    await registry.activate('intents', two.version);
    expect((await registry.verify()).map(({ fault }) => fault)).toEqual([undefined, undefined]);
    await damage(one.version, 'weights.bin');
    const verified = await registry.verify('intents');
    expect(verified.map(({ version, isActive, fault }) => [version, isActive, fault?.code])).toEqual([
      [one.version, false, 'learning.corrupt-model'],
      [two.version, true, undefined],
    ]);
  });
});

describe('a model name', () => {
  it.each(['../etc', 'Intents', '', 'a/b', 'a b'])('is refused when it is "%s"', async (name) => {
    const { registry } = createWorld();
    await expect(registry.save(name, DRAFT, {})).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('a served model', () => {
  it('swaps with the pointer, and a turn keeps the model it has taken', async () => {
    const { registry, save } = createWorld();
    const [one, two] = [await save('one'), await save('two')];
    await registry.activate('intents', one.version);
    const served = serveModel(registry, 'intents', decode);
    expect(served.current()).toBeUndefined();
    expect(await served.refresh()).toEqual({ kind: 'serving', version: one.version });
    const taken = served.current();
    await registry.activate('intents', two.version);
    await served.refresh();
    expect([taken?.model, served.current()?.model]).toEqual(['one', 'two']);
  });

  it('goes on serving when the next version breaks after it was activated', async () => {
    const { registry, save, damage } = createWorld();
    const [one, two] = [await save('one'), await save('two')];
    await registry.activate('intents', one.version);
    const served = serveModel(registry, 'intents', decode);
    await served.refresh();
    await registry.activate('intents', two.version);
    await damage(two.version, 'weights.bin');
    expect(await served.refresh()).toMatchObject({
      kind: 'kept',
      version: one.version,
      fault: { code: 'learning.corrupt-model' },
    });
    expect(served.current()?.model).toBe('one');
  });

  it('starts with the version before a broken one, and with none when all are broken', async () => {
    const { registry, save, damage } = createWorld();
    const [one, two] = [await save('one'), await save('two')];
    await registry.activate('intents', one.version);
    await registry.activate('intents', two.version);
    await damage(two.version, 'weights.bin');
    const served = serveModel(registry, 'intents', decode);
    expect(await served.refresh()).toMatchObject({ kind: 'kept', version: one.version });
    await damage(one.version, 'card.json');
    const fresh = serveModel(registry, 'intents', decode);
    expect(await fresh.refresh()).toMatchObject({ kind: 'none', fault: { code: 'learning.corrupt-model' } });
    expect(fresh.current()).toBeUndefined();
  });
});
