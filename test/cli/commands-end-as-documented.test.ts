/** Promise: every command ends with the documented exit code, JSON on stdout when asked, and errors as one sentence with a code. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { main } from '../../cli/main.js';
import { createTerminal, describeProgress } from '../../cli/terminal.js';
import { ManualClock } from '../../protocol/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'leadline-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function leadline(...words: string[]) {
  let out = '';
  let err = '';
  const stream = (add: (text: string) => void) => ({ write: (text: string) => add(text), isTTY: false });
  const streams = {
    out: stream((text) => {
      out += text;
    }),
    err: stream((text) => {
      err += text;
    }),
  };
  const code = await main(words, { streams, environment: {}, workingFolder: scratch });
  return { code, out, err };
}

const packs = join(import.meta.dirname, '../../packs');

describe('exit codes', () => {
  test('0 for a pack without problems, with its counts', async () => {
    const { code, out } = await leadline('check', join(packs, 'aurora'));
    expect(code).toBe(0);
    expect(out).toMatch(/aurora: \d+ intents with \d+ utterances.*No problems/);
  });

  test('1 for a broken pack, with file, line and message as JSON', async () => {
    cpSync(packs, join(scratch, 'packs'), { recursive: true });
    const file = join(scratch, 'packs/aurora/pack.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('salesLine: 0.6', 'salesLine: lots'));
    const { code, out } = await leadline('check', 'packs/aurora', '--json');
    expect(code).toBe(1);
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('salesLine')) + 1;
    expect(JSON.parse(out)).toEqual({
      errors: [{ file: 'pack.yaml', line, message: expect.stringContaining('salesLine') }],
    });
  });

  test('1 for a folder that is no pack, in one sentence with its code', async () => {
    const { code, err } = await leadline('check', scratch);
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('[pack.not-found]');
  });

  test.each([
    [['nonsense'], /unknown command/],
    [['check'], /missing required argument/],
    [['demo', '--conversations', 'many'], /whole number/],
    [['bench', 'nonsense'], /There is no bench/],
    [['call', 'a.wav', '--codec', 'mp3'], /--codec is one of/],
    [['call', 'absent.wav'], /cannot be read/],
  ])('2 for wrong usage: %j', async (words, message) => {
    const { code, err } = await leadline(...words);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test('1 for a setting with a wrong value, named', async () => {
    const { code, err } = await leadline('start', '--port', 'high');
    expect(code).toBe(1);
    expect(err).toContain('port');
    expect(err).toContain('[settings.invalid]');
  });

  test('0 for help, which names every command', async () => {
    const { code, out } = await leadline('--help');
    expect(code).toBe(0);
    for (const name of ['demo', 'start', 'chat', 'call', 'check', 'doctor', 'bench', 'eval', 'console']) {
      expect(out).toContain(name);
    }
  });
});

describe('progress', () => {
  const written: string[] = [];
  const clock = new ManualClock();
  const terminal = createTerminal(
    { out: { write: () => undefined }, err: { write: (text: string) => written.push(text) } },
    false,
    clock,
  );

  test('stays quiet for short work and reports long work with rate and time left', () => {
    terminal.onProgress({ stage: 'counting', done: 0, total: 10 });
    clock.advance(1000);
    terminal.onProgress({ stage: 'counting', done: 5, total: 10 });
    expect(written).toEqual([]);
    clock.advance(4000);
    terminal.onProgress({ stage: 'counting', done: 5, total: 10 });
    expect(written.join('')).toContain('counting [============------------] 50%  1.0/s  5 s left');
  });

  test('never divides by nothing', () => {
    expect(describeProgress({ stage: 'empty', done: 0, total: 0 }, 0)).toContain('100%');
  });
});
