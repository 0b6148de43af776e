/** Worker thread that trains a lead score and judges it against the one that serves. Started from compiled code only, by retrain-in-thread.ts. */
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { judgeScore, trainLeadModels } from '../../leads/index.js';
import { Fault, type ProgressListener, toFault } from '../../protocol/index.js';
import { loadPack } from '../pack/index.js';
import type { RetrainOrder, RetrainReport } from './retrain-order.js';

const tell = (report: RetrainReport) => parentPort?.postMessage(report);
let peakHeapBytes = 0;
const lookAtHeap = () => {
  peakHeapBytes = Math.max(peakHeapBytes, getHeapStatistics().used_heap_size);
};
const onProgress: ProgressListener = (progress) => {
  lookAtHeap();
  tell({ kind: 'progress', progress });
};

async function retrain({ packFolder, conversations, seed, champion }: RetrainOrder): Promise<void> {
  const began = performance.now();
  const pack = loadPack(packFolder).leads;
  const only = ['lead-score'] as const;
  const { models, missing } = await trainLeadModels({ conversations, pack, seed, only, onProgress });
  const made = models['lead-score'];
  const bytes = made?.files['model.json'];
  if (made === undefined || bytes === undefined)
    throw new Fault('learning.no-data', missing['lead-score'] ?? 'The score could not be trained.');
  const gate = judgeScore({ pack, conversations, challenger: bytes, champion, seed });
  lookAtHeap();
  const cost = { wallMs: performance.now() - began, rows: conversations.length, peakHeapBytes };
  tell({ kind: 'trained', model: { draft: { ...made.draft, gate, cost }, files: made.files } });
}

try {
  await retrain(workerData as RetrainOrder);
} catch (thrown) {
  tell({ kind: 'failed', fault: toFault(thrown).toPayload() });
}
