#!/usr/bin/env node
/**
 * `npm run prove:package`: packs, installs the tarball without scripts into an empty folder, starts the demo from there with
 * npx, says something over HTTP and stops. Prints sizes and times; fails when any of it does.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'leadline-package-'));
const say = (line) => process.stdout.write(`${line}\n`);
/** Beyond these a start or a stop counts as failed. */
const READY_WITHIN_MS = 300_000;
const STOPPED_WITHIN_MS = 30_000;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

try {
  const tarball = await timed('pack', pack);
  await timed('install', () => install(tarball));
  await timed('demo', useDemo);
  say('The package works from an empty folder.');
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function timed(what, work) {
  const started = performance.now();
  const result = await work();
  say(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

function npm(args, cwd) {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
}

function pack() {
  npm(['pack', '--ignore-scripts=false', '--silent', '--pack-destination', folder], root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tarball = join(folder, `leadline-${version}.tgz`);
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .trim()
    .split('\n');
  const stray = files.filter((file) =>
    /^package\/dist\/(test|\.building)|^package\/dist\/.*\.map$/.test(file),
  );
  if (stray.length > 0)
    throw new Error(`The package holds what it should not: ${stray.slice(0, 5).join(', ')}`);
  if (!files.some((file) => file.startsWith('package/dist/model-cache/models/understanding/')))
    throw new Error('The package holds no trained models.');
  say(`tarball: ${megabytes(statSync(tarball).size)}, ${files.length} files`);
  return tarball;
}

function install(tarball) {
  writeFileSync(join(folder, 'package.json'), '{"name":"a-customer","private":true}\n');
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', tarball], folder);
  const bytes = (path) =>
    Number(execFileSync('du', ['-sb', path], { cwd: folder, encoding: 'utf8' }).split('\t')[0]);
  say(
    `unpacked: ${megabytes(bytes('node_modules/leadline'))}; node_modules: ${megabytes(bytes('node_modules'))}`,
  );
}

async function useDemo() {
  const started = performance.now();
  const child = spawn('npx', ['--no-install', 'leadline', 'demo', '--port', '0', '--json'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // npx ends before the server does; the pipe closes with the last process that writes into it.
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const { url, speechLocales } = await ready(child);
    say(
      `ready: ${((performance.now() - started) / 1000).toFixed(1)} s; speech in: ${speechLocales.join(', ') || 'none'}`,
    );
    say(`reply: ${await visit(url)}`);
  } finally {
    await stop(child, ended);
  }
}

/** Asks npx alone, as Ctrl-C in a supervisor would: the server has to notice, and to end its own children. */
async function stop(child, ended) {
  child.kill('SIGTERM');
  const late = AbortSignal.timeout(STOPPED_WITHIN_MS);
  const timedOut = new Promise((resolve) => late.addEventListener('abort', () => resolve('late')));
  if ((await Promise.race([ended, timedOut])) !== 'late') return;
  process.kill(-child.pid, 'SIGKILL');
  await ended;
  throw new Error(`The demo did not stop within ${STOPPED_WITHIN_MS / 1000} s.`);
}

function ready(child) {
  return new Promise((resolve, reject) => {
    const late = AbortSignal.timeout(READY_WITHIN_MS);
    late.addEventListener('abort', () => reject(new Error('the demo was not ready in time')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const record = JSON.parse(line);
      if (record.event === 'ready') resolve({ ...record, url: record.url.replace(/\/$/, '') });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code} before it was ready`)));
  });
}

/** The text of the shop's answer. */
async function visit(url) {
  const { token } = await post(`${url}/api/v1/visits`, { locale: 'en' });
  const turn = { turnId: randomUUID(), text: 'I want to buy an iPhone 15 in blue' };
  const { reply } = await post(`${url}/api/v1/visits/turns`, turn, { authorization: `Bearer ${token}` });
  const text = reply.parts
    .map((part) => part.text ?? '')
    .join(' ')
    .trim();
  if (!/128GB|storage|iPhone/i.test(text)) throw new Error(`The answer does not fit: ${text.slice(0, 300)}`);
  return text;
}

async function post(url, body, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
