/**
 * The demo pack with models trained from it, for the tests of this folder. Training takes seconds, so the artefacts are
 * kept in the system's temporary folder under a hash of the pack's examples and of the sources that train them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPack } from '../../bot/pack/index.js';
import {
  type DialogPack,
  loadUnderstanding,
  trainUnderstanding,
  type Understander,
  type UnderstandingArtefacts,
} from '../../dialogs/index.js';

const SEED = 1;
const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['learning/linear-classifier', 'learning/sequence-tagger', 'dialogs/understanding', 'text'];

/** Only what training reads: a changed wording or flow needs no new model. */
function hashSources({ intents, products, values, locales }: DialogPack): string {
  const hash = createHash('sha256').update(JSON.stringify({ SEED, intents, products, values, locales }));
  for (const folder of SOURCES) {
    for (const file of readdirSync(join(ROOT, folder)).sort()) {
      if (file.endsWith('.ts')) hash.update(readFileSync(join(ROOT, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 24);
}

export interface TrainedPack {
  readonly pack: DialogPack;
  readonly understander: Understander;
  readonly artefacts: UnderstandingArtefacts;
}

let trained: Promise<TrainedPack> | undefined;

/** The demo pack and its understander; trained once per state of pack and sources. */
export function trainedPack(): Promise<TrainedPack> {
  trained ??= train();
  return trained;
}

async function train(): Promise<TrainedPack> {
  const { dialogs: pack } = loadPack(join(ROOT, 'packs/aurora'));
  const folder = join(tmpdir(), 'leadline-test-models');
  const file = join(folder, hashSources(pack));
  try {
    const read = (name: string) => readFileSync(`${file}.${name}`);
    const artefacts = { intents: read('intents'), slots: read('slots') };
    return { pack, artefacts, understander: loadUnderstanding(pack, artefacts) };
  } catch {
    const artefacts = await trainUnderstanding(pack, { seed: SEED });
    mkdirSync(folder, { recursive: true });
    for (const name of ['intents', 'slots'] as const) {
      const part = `${file}.${name}.${process.pid}`;
      writeFileSync(part, artefacts[name]);
      renameSync(part, `${file}.${name}`);
    }
    return { pack, artefacts, understander: loadUnderstanding(pack, artefacts) };
  }
}

export const TRAINING_TIMEOUT_MS = 240_000;
