#!/usr/bin/env node
/**
 * `npm run package` and `npm publish --ignore-scripts=false` come here first: builds, lets the demo train what the package is to ship, and leaves only the
 * models of this code and pack in dist/model-cache.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const models = join(root, 'dist', 'model-cache', 'models');
/** What of dist/ has no TypeScript source of the same name. */
const NOT_COMPILED = ['web', 'model-cache', '.building'];
const report = (line) => process.stderr.write(`${line}\n`);

await buildIfNeeded();
removeOrphans(join(root, 'dist'), root);
report('packing: training what the cache does not hold yet');
await runDemoUntilReady();
const removed = removeOldVersions();
report(`packing: ${readdirSync(models).length} models in the cache, ${removed} old versions removed`);

/** Compiled files whose source was renamed or deleted; the compiler leaves them. */
function removeOrphans(compiled, sources) {
  for (const entry of readdirSync(compiled, { withFileTypes: true })) {
    const path = join(compiled, entry.name);
    if (entry.isDirectory()) {
      if (compiled !== join(root, 'dist') || !NOT_COMPILED.includes(entry.name))
        removeOrphans(path, join(sources, entry.name));
    } else if (entry.name.endsWith('.js')) {
      const source = join(sources, entry.name.slice(0, -'.js'.length));
      if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(path);
    }
  }
}

/** A cached model is used only when data, code and seed are the same: what is active after a start is current. */
async function runDemoUntilReady() {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadline-pack-'));
  const args = [join(root, 'bin', 'leadline.js'), 'demo', '--port', '0', '--data-dir', dataDir, '--json'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LEADLINE_SPEECH: 'off', LEADLINE_PACK_DIR: 'packs/aurora' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (JSON.parse(line).event === 'ready') resolve();
      });
      child.once('exit', (code) => reject(new Error(`the demo ended with ${code} before it was ready`)));
    });
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function removeOldVersions() {
  let removed = 0;
  for (const name of readdirSync(models)) {
    const active = activeVersion(join(models, name, 'active.json'));
    for (const version of readdirSync(join(models, name))) {
      if (version === 'active.json' || version === active) continue;
      rmSync(join(models, name, version), { recursive: true });
      removed++;
    }
  }
  return removed;
}

/** The registry's note of a model lists what was active, newest first. */
function activeVersion(file) {
  if (!existsSync(file)) throw new Error(`${file} is missing: the demo filled no cache`);
  return JSON.parse(readFileSync(file, 'utf8')).history[0];
}
