/** Promise: `leadline doctor` says per language of the pack what is recognised and what is spoken, and how to get the rest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { speechChecks } from '../../cli/commands/speech-checks.js';
import { main } from '../../cli/main.js';
import { Fault, type SpeechService } from '../../protocol/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'leadline-doctor-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const engine = (name: string, kind: 'transcriber' | 'speaker', ...locales: string[]) => ({
  ...{ name, kind, locales },
  licence: 'MIT',
});
const MANY = Array.from({ length: 130 }, (_, i) => `x${i}`);
const english = [engine('ears', 'transcriber', 'en'), engine('mouth', 'speaker', 'en')];
const chineseVoice = engine('robot', 'speaker', 'zh', ...MANY);

function verdicts(engines: readonly ReturnType<typeof engine>[], locales = ['en', 'zh']) {
  const speech = { service: {} as SpeechService, engines };
  const checks = [...speechChecks(speech, { locales, modelsDir: '/models' })];
  return Object.fromEntries(checks.map(({ name, ok, hint }) => [name, { ok, hint }]));
}

describe('speech', () => {
  test('a language that is spoken but not recognised is told apart, with the file to get', () => {
    expect(verdicts([...english, chineseVoice])).toEqual({
      'speech process': { ok: true, hint: 'starts' },
      'speech recognition, English': { ok: true, hint: 'by ears' },
      'speech recognition, Chinese': { ok: false, hint: expect.stringMatching(/tar\.bz2\ninto \/models/) },
      'speech output, English': { ok: true, hint: 'by mouth' },
      'speech output, Chinese': { ok: true, hint: 'by robot' },
    });
  });

  test('negative control: with an engine for it, the same language is recognised', () => {
    const told = verdicts([...english, chineseVoice, engine('sense-voice', 'transcriber', 'zh')], ['zh-TW']);
    expect(told['speech recognition, Chinese (Taiwan)']).toEqual({ ok: true, hint: 'by sense-voice' });
  });

  test('a language that nothing here recognises gets no promise', () => {
    expect(verdicts(english, ['cy'])).toMatchObject({
      'speech recognition, Welsh': { ok: false, hint: 'no engine for this language yet' },
      'speech output, Welsh': { ok: false, hint: expect.stringContaining('espeak-ng') },
    });
  });

  test('a speech process that does not start is one line, with the reason', () => {
    const failure = new Fault('speech.unavailable', 'The weights are damaged.');
    const speech = { service: undefined, engines: [], failure };
    expect([...speechChecks(speech, { locales: ['en'], modelsDir: '/models' })]).toEqual([
      { name: 'speech process', ok: false, hint: 'The weights are damaged. Text works without it.' },
    ]);
  });
});

async function doctor(...flags: string[]) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const environment = { LEADLINE_DATA_DIR: join(scratch, 'data'), LEADLINE_PORT: '0' };
  const streams = { out: stream('out'), err: stream('err') };
  const code = await main(['doctor', ...flags], { streams, environment, workingFolder: scratch });
  return { code, ...written };
}

describe('the report', () => {
  test('fits on a screen: short lines, none a list of codes, and a last line that sums up', async () => {
    const { code, out } = await doctor();
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines.length).toBeLessThan(20);
    for (const line of lines.filter((text) => !text.includes('https://') && !text.includes(scratch)))
      expect(line.length).toBeLessThanOrEqual(100);
    expect(lines.at(-1)).toMatch(/^Everything needed is here\./);
  });

  test('is one JSON object of checks with name, ok and hint', async () => {
    const { checks } = JSON.parse((await doctor('--json')).out) as { checks: Record<string, unknown>[] };
    expect(checks.map((check) => check.name)).toContain('speech recognition, English');
    for (const check of checks) {
      expect(check).toMatchObject({ name: expect.any(String), ok: expect.any(Boolean) });
      expect(check.hint).toMatch(/^.+$/);
    }
  });
});
