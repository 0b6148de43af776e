/** Promise: a bench whose public data set is not on this machine is skipped with a sentence, and writes nothing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runBench } from '../../bench/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'leadline-bench-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const knowledge = (dataFolder: string) =>
  runBench('knowledge', { root: scratch, dataFolder, onProgress: () => undefined });

test('without the set the bench says what is missing and how to give it', async () => {
  expect(await knowledge(join(scratch, 'none'))).toEqual({
    kind: 'skipped',
    name: 'knowledge',
    why: expect.stringMatching(/^No data at .*xquad\.en\.json; set LEADLINE_DATA/),
  });
});

test('negative control: with a set there it measures', async () => {
  mkdirSync(join(scratch, 'knowledge'));
  const paragraph = (context: string, question: string) => ({ context, qas: [{ question }, { question }] });
  const paragraphs = [
    paragraph('Tides follow the moon.', 'What do tides follow?'),
    paragraph('Bread needs yeast.', 'What does bread need?'),
  ];
  const set = JSON.stringify({ data: [{ title: 'facts', paragraphs }] });
  for (const locale of ['en', 'zh']) writeFileSync(join(scratch, 'knowledge', `xquad.${locale}.json`), set);
  expect(await knowledge(scratch)).toMatchObject({ kind: 'measured', name: 'knowledge' });
});
