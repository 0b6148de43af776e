/**
 * Runs one learning job in a worker thread of compiled code, so that Ctrl-C ends it at once and the terminal stays alive.
 * Called by the learning commands; it knows nothing of what a job does.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../bot/index.js';
import { Fault, type FaultPayload, type Progress, type ProgressListener } from '../../protocol/index.js';
import type { Jobs } from './jobs.js';

export type JobName = keyof Jobs;
export type JobOrder<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type JobResult<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

export interface JobWatch {
  readonly onProgress?: ProgressListener;
  readonly signal?: AbortSignal;
}

export type JobReport =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly fault: FaultPayload; readonly stack?: string };

/** A worker may hold this much before it is ended; the columns themselves live outside this limit. */
const HEAP_MB = 3072;

/** Resolves with what the job returns. Throws its Fault, `learning.cancelled` once the signal aborts and the worker has ended. */
export function runJob<Name extends JobName>(
  name: Name,
  order: JobOrder<Name>,
  watch: JobWatch,
): Promise<JobResult<Name>> {
  const { onProgress, signal } = watch;
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(packageRoot(), 'dist/cli/jobs/job-worker.js'), {
      workerData: { name, order },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', onAbort);
      void worker.terminate().then(finish, finish);
    };
    const onAbort = () => settle(() => reject(new Fault('learning.cancelled', 'The work was cancelled.')));
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', (report: JobReport) => {
      if (report.kind === 'progress') onProgress?.(report.progress);
      else if (report.kind === 'done') settle(() => resolve(report.result as JobResult<Name>));
      else settle(() => reject(faultOf(report.fault, report.stack)));
    });
    worker.once('error', (error) => settle(() => reject(withoutMemory(error))));
  });
}

function faultOf({ code, message, fields }: FaultPayload, stack: string | undefined): Fault {
  return new Fault(code, message, { fields, cause: stack });
}

function withoutMemory(error: Error & { readonly code?: string }): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new Fault(
    'input.too-large',
    `The data needs more than ${HEAP_MB} MB; give fewer rows, or leave out wide columns with --drop.`,
    { cause: error },
  );
}
