/** The door of bench/: every bench by name. */
import { join } from 'node:path';
import { Fault, type ProgressListener } from '../protocol/index.js';
import { benchCall } from './call/call-bench.js';
import { benchChat } from './chat/chat-bench.js';
import { benchEndpointing } from './endpointing/endpointing-bench.js';
import { benchInstall } from './install/install-bench.js';
import { benchKnowledge } from './knowledge/knowledge-bench.js';
import { benchLearning } from './learning/learning-bench.js';
import type { BenchOutcome } from './measurement.js';

export {
  type EndpointingFigures,
  evaluateEndpointing,
  headlineOf,
} from './endpointing/evaluate-endpointing.js';
export type { WaitPoint } from './endpointing/wait-curve.js';
export { type BenchOutcome, type Measurement, machineName, type SkippedBench } from './measurement.js';
export { writeReport } from './report.js';

export interface BenchSettings {
  /** Folder that Leadline is installed in. */
  readonly root: string;
  /** Folder of the public benchmark sets. */
  readonly dataFolder: string;
  readonly onProgress: ProgressListener;
  /** Only the cells whose names hold this; for benches that are made of cells. */
  readonly only?: string;
}

const BENCHES: Readonly<Record<string, (settings: BenchSettings) => Promise<BenchOutcome>>> = {
  chat: ({ root, onProgress }) => benchChat(root, onProgress),
  call: ({ root, onProgress }) => benchCall(root, onProgress),
  install: ({ root, onProgress }) => benchInstall(root, onProgress),
  learning: (settings) => benchLearning(settings),
  endpointing: ({ root, onProgress }) =>
    benchEndpointing(join(root, 'packs', 'aurora'), join(root, 'bench', '.cache', 'speech'), onProgress),
  knowledge: ({ dataFolder }) => benchKnowledge(dataFolder),
};

export const benchNames = Object.keys(BENCHES);

/** Throws Fault `usage.wrong` for an unknown name. */
export function runBench(name: string, settings: BenchSettings): Promise<BenchOutcome> {
  const bench = BENCHES[name];
  if (bench === undefined) {
    throw new Fault('usage.wrong', `There is no bench "${name}"; there are: ${benchNames.join(', ')}.`);
  }
  return bench(settings);
}
