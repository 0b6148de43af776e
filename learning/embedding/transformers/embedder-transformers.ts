/**
 * The `Embedder` over a sentence encoder that was pulled before (e5, bge, MiniLM in ONNX), on `@huggingface/transformers`,
 * an optional peer. Never reaches the network.
 */
import type { Embedder } from '../embedder.js';
import { compiledWorker, createWorkerEmbedder } from '../embedder-worker.js';

export interface TransformersModel {
  /** Holds config.json, tokenizer.json, tokenizer_config.json and onnx/. */
  readonly folder: string;
  /** Which file of onnx/: `fp32` model.onnx, `q8` model_quantized.onnx. */
  readonly precision: 'fp32' | 'q8';
  readonly dimensions: number;
  readonly pooling: 'mean' | 'cls';
  /** What the model was trained to see before a text, e.g. `query: ` for e5. */
  readonly prefix?: string;
  /** Name and version; becomes the embedder's id. */
  readonly id: string;
  readonly languages: readonly string[];
  readonly sizeBytes: number;
}

/** Calls fail with `learning.no-embedder` when the peer or a file is missing, or the model gives vectors of another length. */
export function createTransformersEmbedder(model: TransformersModel): Embedder {
  const { id, dimensions, languages, sizeBytes } = model;
  const workerUrl = compiledWorker(import.meta.url, 'transformers-worker.js');
  return createWorkerEmbedder({ id, dimensions, languages, sizeBytes, workerUrl, workerData: model });
}
