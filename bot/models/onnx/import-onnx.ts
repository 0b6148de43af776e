/** Takes an ONNX classifier that was trained elsewhere into the registry, as a version like any other. Called by `leadline models import`. */
import { type ModelCard, type ModelRegistry, sha256Of } from '../../../learning/index.js';
import { Fault } from '../../../protocol/index.js';
import { FEATURES_FILE, ONNX_FILE, openOnnxClassifier } from './onnx-classifier.js';

export interface OnnxImport {
  readonly name: string;
  readonly model: Uint8Array;
  readonly features: Uint8Array;
}

const LARGEST = 256 * 1024 * 1024;

/** Runs the declared checks first; the version is stored and not active. Faults `learning.bad-data`, `learning.corrupt-model`, `input.*`. */
export async function importOnnx(registry: ModelRegistry, request: OnnxImport): Promise<ModelCard> {
  const { name, model, features } = request;
  if (model.length > LARGEST) throw new Fault('input.too-large', 'An ONNX model may have 256 MB.');
  const files = { [ONNX_FILE]: model, [FEATURES_FILE]: features };
  const { features: declared } = await openOnnxClassifier(files);
  return registry.save(
    name,
    {
      task: declared.labels === undefined ? 'imported score' : 'imported classifier',
      dataHash: sha256Of(features),
      rows: declared.rows,
      seed: 0,
      parameters: {
        title: declared.title,
        features: declared.features.length,
        checks: declared.checks.length,
        isTrainedOnGenerated: declared.isTrainedOnGenerated,
      },
      metrics: {},
    },
    files,
  );
}
