/** Trains a pack's understanding in a worker thread of compiled code, with progress, and ends the worker when told to stop. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { UnderstandingArtefacts, UnderstandingReport } from '../../dialogs/index.js';
import { Fault, type FaultPayload, type Progress, type ProgressListener } from '../../protocol/index.js';
import { packageRoot } from '../package-root.js';

type Trained = UnderstandingArtefacts & { readonly report: UnderstandingReport };

type Report =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'trained'; readonly trained: Trained }
  | { readonly kind: 'failed'; readonly fault: FaultPayload; readonly stack?: string };

export interface WorkerTraining {
  readonly seed: number;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

/** Throws the Fault of the training, `learning.cancelled` when the signal aborts. */
export function trainInWorker(packFolder: string, training: WorkerTraining): Promise<Trained> {
  const { seed, onProgress, signal } = training;
  return new Promise((resolve, reject) => {
    const file = join(packageRoot(), 'dist/bot/models/train-worker.js');
    const worker = new Worker(file, { workerData: { packFolder, seed } });
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', onAbort);
      finish();
      void worker.terminate();
    };
    const onAbort = () => settle(() => reject(new Fault('learning.cancelled', 'Training was cancelled.')));
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', (report: Report) => {
      if (report.kind === 'progress') onProgress?.(report.progress);
      else if (report.kind === 'trained') settle(() => resolve(report.trained));
      else {
        const { code, message, fields } = report.fault;
        settle(() => reject(new Fault(code, message, { fields, cause: report.stack })));
      }
    });
    worker.once('error', (error) => settle(() => reject(error)));
  });
}
