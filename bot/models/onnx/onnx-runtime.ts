/**
 * Runs ONNX classifiers on the WebAssembly build of ONNX Runtime: one thread, no network, no native code. The only place that knows the
 * runtime; it is loaded when the first such model is.
 */
import { Fault, toFault } from '../../../protocol/index.js';

export interface OnnxSession {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Numbers of the output for rows of equal length, row by row. Fault `learning.corrupt-model` when the model gives something else. */
  run(
    rows: readonly Float32Array[],
    io: { readonly input: string; readonly output: string },
  ): Promise<Float32Array>;
}

/** Throws Fault `learning.corrupt-model` for bytes that are no ONNX model, or one with operators that this runtime does not have. */
export async function openOnnx(bytes: Uint8Array): Promise<OnnxSession> {
  const { env, InferenceSession, Tensor } = await import('onnx-webassembly');
  env.wasm.numThreads = 1;
  env.logLevel = 'fatal';
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] }).catch(refuse);
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(rows, { input, output }) {
      const width = rows[0]?.length ?? 0;
      const flat = new Float32Array(rows.length * width);
      for (const [i, row] of rows.entries()) flat.set(row, i * width);
      const feeds = { [input]: new Tensor('float32', flat, [rows.length, width]) };
      const results = await session.run(feeds, [output]).catch(refuse);
      const given = results[output];
      if (given === undefined || given.type !== 'float32')
        throw new Fault(
          'learning.corrupt-model',
          `The output "${output}" of the ONNX model holds no numbers.`,
        );
      return Float32Array.from((await given.getData()) as Float32Array);
    },
  };
}

function refuse(thrown: unknown): never {
  const { message } = toFault(thrown);
  const why = thrown instanceof Error ? thrown.message : message;
  throw new Fault('learning.corrupt-model', `The ONNX model cannot be run: ${why.slice(0, 300)}`, {
    cause: thrown,
  });
}
