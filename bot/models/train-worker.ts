/** Worker thread that trains one model of a pack. Started from compiled code only, by train-in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { trainTurnEnd, trainUnderstandingPart } from '../../dialogs/index.js';
import { assertNever, type ProgressListener, toFault } from '../../protocol/index.js';
import type { TrainingOrder } from './train-in-worker.js';

const order = workerData as TrainingOrder;
const onProgress: ProgressListener = (progress) => parentPort?.postMessage({ kind: 'progress', progress });

function train() {
  const training = { seed: order.seed, onProgress };
  switch (order.kind) {
    case 'understanding':
      return trainUnderstandingPart(order.part, order.pack, training);
    case 'turn-end':
      return trainTurnEnd(order.utterances, training);
    default:
      return assertNever(order);
  }
}

try {
  const trained = await train();
  parentPort?.postMessage({ kind: 'trained', trained });
} catch (thrown) {
  const fault = toFault(thrown);
  parentPort?.postMessage({ kind: 'failed', fault: fault.toPayload(), stack: fault.stack });
}
