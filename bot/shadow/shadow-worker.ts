/** Worker thread of a trial: asks both versions the same question, one after the other, and times them. Started from compiled code only, by side-reader.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFault } from '../../protocol/index.js';
import { loadPack } from '../pack/index.js';
import type { ShadowQuestion, TimedOpinion } from './shadow-question.js';
import type { SideReaderOrder } from './side-reader.js';
import { type VersionReader, versionReader } from './version-reader.js';

const { packFolder, active, challenger } = workerData as SideReaderOrder;

function timed(read: VersionReader, question: ShadowQuestion): TimedOpinion {
  const began = performance.now();
  const opinion = read(question);
  return { ...opinion, ms: performance.now() - began };
}

try {
  const pack = loadPack(packFolder);
  const readers = { active: versionReader(pack, active), challenger: versionReader(pack, challenger) };
  let asked = 0;
  parentPort?.on('message', (question: ShadowQuestion) => {
    try {
      // By turns: who reads second finds warm caches.
      const isActiveFirst = asked++ % 2 === 0;
      const early = isActiveFirst ? timed(readers.active, question) : undefined;
      const second = timed(readers.challenger, question);
      const first = early ?? timed(readers.active, question);
      parentPort?.postMessage({ kind: 'read', answer: { active: first, challenger: second } });
    } catch (thrown) {
      parentPort?.postMessage({ kind: 'failed', fault: toFault(thrown).toPayload() });
    }
  });
  parentPort?.postMessage({ kind: 'ready' });
} catch (thrown) {
  parentPort?.postMessage({ kind: 'broken', fault: toFault(thrown).toPayload() });
}
