/** Trains a lead score on a thread of its own with a bounded heap, and ends it when told to stop. Called by retrain-score.ts. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TrainedModel } from '../../leads/index.js';
import { Fault, type ProgressListener } from '../../protocol/index.js';
import { packageRoot } from '../package-root.js';
import type { RetrainOrder, RetrainReport } from './retrain-order.js';

export interface RetrainOptions {
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

const HEAP_MB = 1024;
const cancelled = () => new Fault('learning.cancelled', 'The retraining was cancelled.');

/** Throws the Fault of the training, `learning.cancelled` when the signal aborts. */
export async function retrainInThread(
  order: RetrainOrder,
  { onProgress, signal }: RetrainOptions = {},
): Promise<TrainedModel> {
  if (signal?.aborted) throw cancelled();
  const worker = new Worker(join(packageRoot(), 'dist/bot/retraining/retrain-worker.js'), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let stop = () => {};
  try {
    return await new Promise((resolve, reject) => {
      stop = () => reject(cancelled());
      signal?.addEventListener('abort', stop, { once: true });
      worker.on('message', (report: RetrainReport) => {
        if (report.kind === 'progress') onProgress?.(report.progress);
        else if (report.kind === 'trained') resolve(report.model);
        else reject(new Fault(report.fault.code, report.fault.message, { fields: report.fault.fields }));
      });
      worker.once('error', reject);
      worker.once('exit', stop);
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
