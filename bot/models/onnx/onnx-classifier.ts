/** An imported ONNX classifier as the registry holds it: opened, checked against its own declaration, predicting rows. */
import { Fault, type Prediction } from '../../../protocol/index.js';
import {
  encodeOnnxRow,
  type OnnxFeatures,
  type OnnxRow,
  readOnnxFeatures,
  toPrediction,
} from './onnx-features.js';
import { type OnnxSession, openOnnx } from './onnx-runtime.js';

export const ONNX_FILE = 'model.onnx';
export const FEATURES_FILE = 'features.json';

export interface OnnxClassifier {
  readonly features: OnnxFeatures;
  /** Fault `input.invalid` for a row that the model cannot read or has no number for. */
  predict(rows: readonly OnnxRow[]): Promise<readonly Prediction[]>;
}

/** Float32 arithmetic in another order differs in the sixth digit at most. */
const TOLERANCE = 1e-4;

/**
 * Opens the model and runs the declared checks. Faults `learning.corrupt-model`, `learning.bad-data` when declaration and model disagree.
 */
export async function openOnnxClassifier(
  files: Readonly<Record<string, Uint8Array>>,
): Promise<OnnxClassifier> {
  const [model, declaration] = [files[ONNX_FILE], files[FEATURES_FILE]];
  if (model === undefined || declaration === undefined)
    throw new Fault('learning.corrupt-model', `The version lacks ${ONNX_FILE} or ${FEATURES_FILE}.`);
  const features = readOnnxFeatures(declaration, FEATURES_FILE);
  const session = await openOnnx(model);
  const io = {
    input: nameOf(features.input, session.inputs, 'input'),
    output: nameOf(features.output, session.outputs, 'output'),
  };
  const run = (rows: readonly OnnxRow[]) => runRows(session, features, { rows, io });
  await runChecks(features, run);
  return {
    features,
    predict: async (rows) =>
      (await run(rows)).map((given, row) => toPrediction(features, knownOf(given, row))),
  };
}

function nameOf(wanted: string | undefined, names: readonly string[], what: string): string {
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined && names.includes(name)) return name;
  throw new Fault('learning.bad-data', `${FEATURES_FILE}: name one ${what} of ${names.join(', ')}.`);
}

interface RowsToRun {
  readonly rows: readonly OnnxRow[];
  readonly io: { readonly input: string; readonly output: string };
}

async function runRows(session: OnnxSession, features: OnnxFeatures, { rows, io }: RowsToRun) {
  if (rows.length === 0) return [];
  const given = await session.run(
    rows.map((row) => encodeOnnxRow(features, row)),
    io,
  );
  const width = features.labels?.length ?? 1;
  if (given.length !== rows.length * width)
    throw new Fault(
      'learning.bad-data',
      `The output "${io.output}" has ${given.length / rows.length} columns, ${FEATURES_FILE} declares ${width}.`,
    );
  return rows.map((_, i) => given.subarray(i * width, (i + 1) * width));
}

/** Fault `input.invalid` where the model gives no number, as one without a rule for missing values does. */
function knownOf(given: Float32Array, row: number): Float32Array {
  if (given.every(Number.isFinite)) return given;
  throw new Fault(
    'input.invalid',
    `The model gives no number for row ${row}: it needs a value that is missing.`,
    {
      fields: { row },
    },
  );
}

/** Without a declared check one empty row is run, so that a model that cannot read its features is refused at once. */
async function runChecks(
  features: OnnxFeatures,
  run: (rows: readonly OnnxRow[]) => Promise<readonly Float32Array[]>,
): Promise<void> {
  const { checks } = features;
  const given = await run(checks.length === 0 ? [{}] : checks.map(({ row }) => row));
  checks.forEach(({ probabilities }, i) => {
    const worst = Math.max(...probabilities.map((p, k) => Math.abs(p - (given[i]![k] ?? Number.NaN))));
    if (worst <= TOLERANCE) return;
    throw new Fault(
      'learning.bad-data',
      `Check ${i} of ${FEATURES_FILE} does not come out: declared ${probabilities.join(', ')}, given ${Array.from(given[i]!).join(', ')}.`,
      { fields: { check: i } },
    );
  });
}
