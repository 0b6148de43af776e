/** The worker thread in which a transformers.js encoder runs, from local files only. Started by embedder-transformers only. */
import { basename, dirname } from 'node:path';
import { workerData } from 'node:worker_threads';
import { type Encode, serveEncoder } from '../serve-encoder.js';
import type { TransformersModel } from './embedder-transformers.js';

async function load(model: TransformersModel): Promise<Encode> {
  const { env, pipeline } = await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  env.localModelPath = dirname(model.folder);
  const extract = await pipeline('feature-extraction', basename(model.folder), { dtype: model.precision });
  const { dimensions, pooling, prefix = '' } = model;
  return async (texts) => {
    const spoken = texts.map((text) => prefix + text.normalize('NFKC').trim());
    const { data, dims } = await extract(spoken, { pooling, normalize: true });
    if (dims.at(-1) !== dimensions)
      throw new Error(`the model gives ${dims.at(-1)} numbers, not ${dimensions}`);
    const numbers = data as Float32Array;
    return texts.map((text, i) =>
      text.trim() === '' ? new Float32Array(dimensions) : numbers.slice(i * dimensions, (i + 1) * dimensions),
    );
  };
}

serveEncoder(load(workerData as TransformersModel));
