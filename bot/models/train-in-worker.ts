/** Trains a pack's models in worker threads of compiled code, the two parts of understanding side by side; ends them when told to stop. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type {
  DialogPack,
  TrainedTurnEnd,
  TurnUtterance,
  UnderstandingArtefacts,
  UnderstandingPart,
} from '../../dialogs/index.js';
import {
  Fault,
  type FaultPayload,
  noProgress,
  type Progress,
  type ProgressListener,
  sharedProgress,
} from '../../protocol/index.js';
import { packageRoot } from '../package-root.js';

export type TrainingOrder =
  | {
      readonly kind: 'understanding';
      readonly part: UnderstandingPart;
      /** As loaded: to read and check its files again would cost each worker as much as a tenth of its training. */
      readonly pack: DialogPack;
      readonly seed: number;
    }
  | { readonly kind: 'turn-end'; readonly utterances: readonly TurnUtterance[]; readonly seed: number };

/** How much of the whole time each takes, measured on the demo pack. */
const PART_WEIGHTS = { intents: 1, slots: 2 } as const;

export interface WorkerTraining {
  readonly seed: number;
  /** What the work is called while it goes on. */
  readonly stage: string;
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

type Report<Trained> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'trained'; readonly trained: Trained }
  | { readonly kind: 'failed'; readonly fault: FaultPayload; readonly stack?: string };

/** Throws the Fault of the training, `learning.cancelled` when the signal aborts. */
export async function trainInWorkers(
  pack: DialogPack,
  training: WorkerTraining,
): Promise<UnderstandingArtefacts> {
  const { seed, stage, onProgress = noProgress, signal } = training;
  const progressOf = sharedProgress(stage, PART_WEIGHTS, onProgress);
  const train = (part: UnderstandingPart) =>
    trainInWorker<Uint8Array>(partOrder(part, pack, seed), signal, progressOf(part));
  const [intents, slots] = await Promise.all([train('intents'), train('slots')]);
  return { intents, slots };
}

/** One half alone; the same Faults. */
export function trainPartInWorker(
  part: UnderstandingPart,
  pack: DialogPack,
  { seed, stage, onProgress, signal }: WorkerTraining,
): Promise<Uint8Array> {
  return trainInWorker<Uint8Array>(partOrder(part, pack, seed), signal, (progress) =>
    onProgress?.({ ...progress, stage }),
  );
}

/** The end-of-turn model, from utterances that are already read; the same Faults. */
export function trainTurnEndInWorker(
  utterances: readonly TurnUtterance[],
  { seed, stage, onProgress, signal }: WorkerTraining,
): Promise<TrainedTurnEnd> {
  return trainInWorker<TrainedTurnEnd>({ kind: 'turn-end', utterances, seed }, signal, (progress) =>
    onProgress?.({ ...progress, stage }),
  );
}

const partOrder = (part: UnderstandingPart, pack: DialogPack, seed: number): TrainingOrder => ({
  kind: 'understanding',
  ...{ part, pack, seed },
});

/** What comes back is what the order's kind trains; see train-worker.ts. */
function trainInWorker<Trained>(
  order: TrainingOrder,
  signal: AbortSignal | undefined,
  onProgress: ProgressListener,
): Promise<Trained> {
  return new Promise((resolve, reject) => {
    const file = join(packageRoot(), 'dist/bot/models/train-worker.js');
    const worker = new Worker(file, { workerData: order });
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', onAbort);
      finish();
      void worker.terminate();
    };
    const onAbort = () => settle(() => reject(new Fault('learning.cancelled', 'Training was cancelled.')));
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', (report: Report<Trained>) => {
      if (report.kind === 'progress') onProgress(report.progress);
      else if (report.kind === 'trained') settle(() => resolve(report.trained));
      else {
        const { code, message, fields } = report.fault;
        settle(() => reject(new Fault(code, message, { fields, cause: report.stack })));
      }
    });
    worker.once('error', (error) => settle(() => reject(error)));
  });
}
