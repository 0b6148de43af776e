/** Worker thread that trains a pack's understanding, so that the process that asked stays responsive. Started from compiled code only. */
import { parentPort, workerData } from 'node:worker_threads';
import { trainUnderstanding } from '../../dialogs/index.js';
import { type ProgressListener, toFault } from '../../protocol/index.js';
import { loadPack } from '../pack/index.js';

interface Order {
  readonly packFolder: string;
  readonly seed: number;
}

const { packFolder, seed } = workerData as Order;
const onProgress: ProgressListener = (progress) => parentPort?.postMessage({ kind: 'progress', progress });

try {
  const trained = await trainUnderstanding(loadPack(packFolder).dialogs, { seed, onProgress });
  parentPort?.postMessage({ kind: 'trained', trained });
} catch (thrown) {
  const fault = toFault(thrown);
  parentPort?.postMessage({ kind: 'failed', fault: fault.toPayload(), stack: fault.stack });
}
