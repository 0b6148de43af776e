import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { countSyncs, hasStrace } from './prove/count-syncs.js';
import { proveTurns } from './prove/prove-turns.js';
import { newFolder } from './runtime-bench.js';

const folders: string[] = [];
function folder() {
  const made = newFolder();
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

const seed = 42;
const plan = { turns: 150, kills: 3, talkers: 6, seed };

describe('kill -9', () => {
  it('loses no acknowledged turn and answers each once, in order', async () => {
    const figures = await proveTurns({ ...plan, folder: folder(), variant: 'honest' });
    process.stderr.write(`seed ${seed} ${JSON.stringify(figures)}\n`);
    expect(figures).toMatchObject({ kills: 3, lost: 0, duplicated: 0, unanswered: 0, disordered: 0 });
    expect(figures.acknowledged).toBeGreaterThanOrEqual(150);
  }, 120_000);

  it('is caught losing turns when they are acknowledged before they are written', async () => {
    const figures = await proveTurns({ ...plan, folder: folder(), variant: 'ack-before-write' });
    process.stderr.write(`seed ${seed} ${JSON.stringify(figures)}\n`);
    expect(figures.lost).toBeGreaterThan(0);
  }, 120_000);

  const whenStrace = hasStrace() ? it : it.skip;
  whenStrace(
    'is survived because each committed batch was synced to the disk [strace]',
    async () => {
      const figures = await countSyncs(folder(), 40);
      expect(figures.commits).toBeGreaterThanOrEqual(40);
      expect(figures.syncs).toBeGreaterThanOrEqual(figures.commits);
    },
    120_000,
  );

  whenStrace(
    'is caught when the database does not sync: synchronous=OFF has fewer syncs than batches [strace]',
    async () => {
      const figures = await countSyncs(folder(), 40, 'no-sync');
      expect(figures.commits).toBeGreaterThanOrEqual(40);
      expect(figures.syncs).toBeLessThan(figures.commits);
    },
    120_000,
  );
});
