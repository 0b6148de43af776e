/** The sentence encoder: what its vectors mean, that order and batches do not matter, and how it fails. */
import { afterAll, expect, test } from '@jest/globals';
import { createWorkerEmbedder } from '../../learning/embedding/embedder-worker.js';
import { createUseEmbedder, type Embedder } from '../../learning/index.js';

const embedder = createUseEmbedder();
const broken: Embedder[] = [];
afterAll(async () => {
  for (const one of [embedder, ...broken]) await one.close();
});

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function embedderOn(code: string): Embedder {
  const workerUrl = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const made = createWorkerEmbedder({ id: 'planted', dimensions: 1, languages: [], sizeBytes: 0, workerUrl });
  broken.push(made);
  return made;
}

test('a paraphrase without a shared word lies closer than another wish with shared words', async () => {
  const [lost, paraphrase, other] = await embedder.embed([
    'I lost my phone',
    'my mobile has gone missing',
    'I love my phone',
  ]);
  expect(cosine(lost!, paraphrase!)).toBeGreaterThan(cosine(lost!, other!));
});

test('every vector has length 1 and the same numbers alone as in a batch', async () => {
  const texts = Array.from({ length: 70 }, (_, i) => `where is order number ${i} ${'please '.repeat(i % 9)}`);
  const seen: number[] = [];
  const together = await embedder.embed(texts, { onProgress: ({ done }) => seen.push(done) });
  const [alone] = await embedder.embed([texts[69]!]);
  expect(together).toHaveLength(70);
  expect(seen).toEqual([32, 64, 70]);
  expect(cosine(together[69]!, together[69]!)).toBeCloseTo(1, 4);
  expect(cosine(together[69]!, alone!)).toBeCloseTo(1, 4);
  expect(cosine(together[68]!, alone!)).toBeLessThan(0.999);
});

test('a blank text has the zero vector and costs its neighbours nothing', async () => {
  const [blank, words] = await embedder.embed(['  ', 'hello there']);
  expect(blank!.every((value) => value === 0)).toBe(true);
  expect(cosine(words!, words!)).toBeCloseTo(1, 4);
});

test('a call is cancelled between batches', async () => {
  const stop = new AbortController();
  const texts = Array.from({ length: 100 }, () => 'hello');
  const call = embedder.embed(texts, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(call).rejects.toMatchObject({ code: 'learning.cancelled' });
});

test('a worker that dies fails its calls with a code, and the next call gets a new worker', async () => {
  const dying = embedderOn('throw new Error("no weights")');
  await expect(dying.embed(['a'])).rejects.toMatchObject({ code: 'learning.no-embedder' });
  await expect(dying.embed(['b'])).rejects.toMatchObject({ code: 'learning.no-embedder' });
});

test('more calls than may wait are refused, and closing fails those under way', async () => {
  const silent = embedderOn(
    'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => {})',
  );
  const waiting = Array.from({ length: 64 }, () => silent.embed(['a']).catch((fault: unknown) => fault));
  await expect(silent.embed(['one more'])).rejects.toMatchObject({ code: 'limit.busy' });
  await silent.close();
  for (const fault of await Promise.all(waiting))
    expect(fault).toMatchObject({ code: 'learning.no-embedder' });
});
