/** Promise: a model put into the folder of pulled models is offered by the speech process, whatever the data folder is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startSpeech } from '../../bot/roles/speech.js';
import { systemClock } from '../../protocol/index.js';

const folder = mkdtempSync(join(tmpdir(), 'leadline-pulled-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function localesWith(modelsDir: string): Promise<readonly string[]> {
  const dataDir = join(folder, 'data');
  const speech = await startSpeech({ isWanted: true, dataDir, modelsDir, clock: systemClock });
  await speech.close();
  return speech.recognisedLocales;
}

test('Chinese is offered with the two files of SenseVoice there, and not without them', async () => {
  const modelsDir = join(folder, 'models');
  mkdirSync(join(modelsDir, 'sense-voice'), { recursive: true });
  for (const file of ['model.int8.onnx', 'tokens.txt'])
    writeFileSync(join(modelsDir, 'sense-voice', file), 'placed by hand; loaded on first use only');
  expect(await localesWith(modelsDir)).toContain('zh');
  expect(await localesWith(join(folder, 'empty'))).toEqual(['en']);
}, 120_000);
