/** Worker thread that trains one part of a pack's understanding. Started from compiled code only, by train-in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { trainUnderstandingPart } from '../../dialogs/index.js';
import { type ProgressListener, toFault } from '../../protocol/index.js';
import type { TrainingOrder } from './train-in-worker.js';

const { part, pack, seed } = workerData as TrainingOrder;
const onProgress: ProgressListener = (progress) => parentPort?.postMessage({ kind: 'progress', progress });

try {
  const artefact = await trainUnderstandingPart(part, pack, { seed, onProgress });
  parentPort?.postMessage({ kind: 'trained', artefact });
} catch (thrown) {
  const fault = toFault(thrown);
  parentPort?.postMessage({ kind: 'failed', fault: fault.toPayload(), stack: fault.stack });
}
