#!/usr/bin/env node
/**
 * Compiles a checkout: the TypeScript sources into dist/ and the browser bundles into dist/web/. Whether the types fit is what
 * `npm run types` checks; a first start only needs the code, which takes a fifth of that time.
 * The result is marked with a hash of everything it was made from, so that nothing is built twice and nothing stale runs.
 * A published package ships dist/ and never comes here.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const mark = join(dist, '.built-from');
const SERVER_ROOMS = [
  'protocol',
  'text',
  'learning',
  'speech',
  'dialogs',
  'knowledge',
  'vision',
  'leads',
  'bot',
  'cli',
  'bench',
];
const SOURCES = [...SERVER_ROOMS, 'test', 'web-widget', 'console', 'package-lock.json', 'tsconfig.json'];
const LOCK_STALE_MS = 5 * 60_000;

/** True where the TypeScript sources stand beside us; false in an installed package. */
export const isCheckout = () =>
  existsSync(join(root, 'tsconfig.json')) && existsSync(join(root, 'protocol', 'index.ts'));

export const isBuilt = () => existsSync(mark) && readFileSync(mark, 'utf8') === sourceHash();

function sourceHash() {
  const hash = createHash('sha256');
  for (const name of SOURCES) hashInto(hash, join(root, name));
  return hash.digest('hex');
}

function hashInto(hash, path) {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort())
      if (name !== 'node_modules' && name !== 'fixtures') hashInto(hash, join(path, name));
    return;
  }
  hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
}

/** Builds when the sources changed since the last build; a second process waits for the first. */
export async function buildIfNeeded(report = (line) => process.stderr.write(`${line}\n`)) {
  if (!isCheckout() || isBuilt()) return;
  mkdirSync(dist, { recursive: true });
  const release = await takeLock();
  try {
    if (isBuilt()) return;
    await build(report);
  } finally {
    release();
  }
}

async function build(report) {
  const from = sourceHash();
  const started = performance.now();
  rmSync(mark, { force: true });
  report('building: compiling the server, the widget and the console');
  const require = createRequire(import.meta.url);
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  await Promise.all([
    run('the server', [tsc, '--noCheck', '-p', join(root, 'tsconfig.json')]),
    (async () => {
      for (const app of ['web-widget', 'console']) {
        await run(`the ${app}`, [
          vite,
          'build',
          '--config',
          join(root, app, 'vite.config.ts'),
          '--logLevel',
          'warn',
        ]);
      }
    })(),
  ]);
  writeFileSync(mark, from);
  report(`building: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function run(what, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (data) => output.push(data));
    child.stderr.on('data', (data) => output.push(data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Building ${what} failed:\n${Buffer.concat(output).toString('utf8')}`));
    });
  });
}

async function takeLock() {
  const lock = join(dist, '.building');
  for (;;) {
    try {
      mkdirSync(lock);
      return () => rmSync(lock, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > LOCK_STALE_MS)
        rmSync(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

if (process.argv[1]?.endsWith('build.js')) {
  buildIfNeeded().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
