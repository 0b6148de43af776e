/** Promise: every call is judged by the end-of-turn model that is active when it begins; a broken one takes nothing away. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  ENDPOINTING,
  followTurnEnd,
  openModelHome,
  registryFolder,
  rehearseTurnEnd,
} from '../../bot/models/index.js';
import { trainTurnEnd } from '../../dialogs/index.js';
import type { ModelRegistry } from '../../learning/index.js';
import { type Fault, systemClock } from '../../protocol/index.js';
import { newFolder } from './runtime-bench.js';

const THINGS = 'phones cables chargers cases plans repairs'.split(' ');
const utterances = THINGS.flatMap((thing) =>
  ['do you sell', 'tell me about', 'I am looking for some'].map((lead) => ({
    text: `${lead} ${thing}`,
    locale: 'en',
  })),
);

async function save(registry: ModelRegistry, seed: number): Promise<string> {
  const { artefact } = await trainTurnEnd(utterances, { seed });
  const draft = { task: 'end of turn', dataHash: '', rows: 1, seed, parameters: {}, metrics: {} };
  const { version } = await registry.save(ENDPOINTING, draft, { 'turn-end.bin': artefact });
  await registry.activate(ENDPOINTING, version);
  return version;
}

function follow(dataDir: string) {
  const faults: Fault[] = [];
  const judges = followTurnEnd({
    registryFolder: registryFolder(dataDir),
    clock: systemClock,
    onFault: (fault) => faults.push(fault),
  });
  return { judges, faults };
}

describe('calls take the judge of now', () => {
  test('none before the first training, and the active one after it, without a restart', async () => {
    const dataDir = newFolder();
    const { registry } = openModelHome(dataDir, systemClock);
    const { judges, faults } = follow(dataDir);
    expect(await judges.current()).toBeUndefined();
    await save(registry, 1);
    const judge = await judges.current();
    const finished = (text: string) => judge!.judge(text, { form: 'free' }, 'en');
    expect(finished('do you sell phones')).toBeGreaterThan(finished('do you'));
    await save(registry, 2);
    expect(await judges.current()).not.toBe(judge);
    expect(faults).toEqual([]);
  });

  test('a version whose file was changed is told once and refused at activation; the one before goes on', async () => {
    const dataDir = newFolder();
    const { registry } = openModelHome(dataDir, systemClock);
    const { judges, faults } = follow(dataDir);
    await save(registry, 1);
    const judge = await judges.current();
    const broken = await save(registry, 2);
    writeFileSync(
      join(registryFolder(dataDir), 'models', ENDPOINTING, broken, 'turn-end.bin'),
      'not a model',
    );
    expect(await judges.current()).toBe(judge);
    expect(await judges.current()).toBe(judge);
    expect(faults.map(({ code }) => code)).toEqual(['learning.corrupt-model']);
    await expect(rehearseTurnEnd(registry, broken)).rejects.toMatchObject({ code: 'learning.corrupt-model' });
  });
});
