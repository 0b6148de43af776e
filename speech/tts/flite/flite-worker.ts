/** The worker thread in which flite runs: one sentence at a time, WAV bytes back. Started by speaker-flite only. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FliteRequest, loadFliteProgram } from './flite-program.js';

export interface FliteJob extends FliteRequest {
  readonly id: number;
}

export type FliteAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'spoken'; readonly id: number; readonly wav: Uint8Array }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

const answer = (message: FliteAnswer) => parentPort?.postMessage(message);
const speak = await loadFliteProgram((workerData as { readonly wasmPath: string }).wasmPath);

parentPort?.on('message', (job: FliteJob) => {
  speak(job).then(
    (wav) => answer({ kind: 'spoken', id: job.id, wav }),
    (thrown: unknown) => answer({ kind: 'failed', id: job.id, reason: String(thrown) }),
  );
});
answer({ kind: 'ready' });
