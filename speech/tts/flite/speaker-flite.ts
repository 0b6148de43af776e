/** English synthesis by flite in a supervised worker thread. Called by the synthesis of an answer. */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Clock, Fault } from '../../../protocol/index.js';
import { bundledWeights } from '../../bundled-weights.js';
import { readWav } from '../../codecs/wav.js';
import type { Speaker, Voice } from '../speaker.js';
import { SupervisedWorker } from './supervised-worker.js';

/** Best first by round trip through recognition: word error 0 / 1.6 / 10.5 / 6.5%, through mu-law 4.0 / 3.2 / 14.5 / 8.9. */
const VOICES: readonly Voice[] = ['awb', 'rms', 'slt', 'kal16'].map((name) => ({
  name,
  locales: ['en'],
  sampleRateHz: 16_000,
}));

export interface FliteSettings {
  readonly clock: Clock;
  readonly jobTimeoutMs?: number;
  readonly maxWaiting?: number;
  /** Compiled worker; found beside this file or in dist/ when absent. */
  readonly workerUrl?: URL;
}

export interface FliteSpeaker extends Speaker {
  /** Worker threads replaced so far because one died or hung. */
  readonly restarts: number;
}

/** Worker threads run compiled code only: beside this file when it is itself compiled, else the same place under dist/. */
function compiledWorker(): URL {
  const beside = new URL('./flite-worker.js', import.meta.url);
  if (existsSync(beside)) return beside;
  return pathToFileURL(fileURLToPath(beside).replace(/speech([\\/])tts/, 'dist$1speech$1tts'));
}

/** English speech from one supervised worker thread; a sentence that hangs costs a restart, not the process. */
export function createFliteSpeaker(settings: FliteSettings): FliteSpeaker {
  const worker = new SupervisedWorker({
    workerUrl: settings.workerUrl ?? compiledWorker(),
    wasmPath: bundledWeights('flite'),
    clock: settings.clock,
    jobTimeoutMs: settings.jobTimeoutMs ?? 15_000,
    maxWaiting: settings.maxWaiting ?? 64,
  });
  worker.warm();
  return {
    capabilities: { name: 'flite', locales: ['en'], voices: VOICES, licence: 'BSD-like (CMU)' },
    get restarts() {
      return worker.restarts;
    },
    async synthesize({ text, voice, rate }, signal) {
      const wav = readWav(await worker.run({ text, voice: voice ?? VOICES[0]!.name, rate }, signal), {
        isStreamed: true,
      });
      const samples = wav.channels[0]!;
      if (samples.length === 0) throw new Fault('speech.failed', 'flite gave no audio for a sentence.');
      return { samples, sampleRateHz: wav.sampleRateHz };
    },
    close: () => worker.close(),
  };
}
