/** Worker thread that does one learning job and reports progress, the result or the Fault. Started from compiled code only, by run-job.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { TrainingRun } from '../../learning/index.js';
import { toFault } from '../../protocol/index.js';
import { jobs } from './jobs.js';
import type { JobName, JobReport } from './run-job.js';

const { name, order } = workerData as { readonly name: JobName; readonly order: unknown };
const report = (message: JobReport) => parentPort?.postMessage(message);

try {
  const work = jobs[name] as (order: unknown, run: TrainingRun) => Promise<unknown>;
  const result = await work(order, { onProgress: (progress) => report({ kind: 'progress', progress }) });
  report({ kind: 'done', result });
} catch (thrown) {
  const fault = toFault(thrown);
  const cause = fault.cause instanceof Error ? fault.cause.stack : undefined;
  report({ kind: 'failed', fault: fault.toPayload(), stack: cause ?? fault.stack });
}
