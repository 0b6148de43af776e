/** Models of one installation: prepared once, kept in the registry, shown from their cards. */
export { prepareLeadModels } from './lead-models.js';
export { createModelDesk, type DeskAction, type DeskSurroundings, type ModelDesk } from './model-desk.js';
export { type ModelHome, openModelHome, registryFolder } from './model-home.js';
export { createModelServing, type ModelServing, type ModelSwap } from './model-serving.js';
export { importOnnx, type OnnxImport } from './onnx/import-onnx.js';
export { createPredictors, type PredictionAnswer, type Predictors } from './predictors.js';
export { createSwappingEngine, type HeardStep } from './swapping-engine.js';
export {
  ENDPOINTING,
  followTurnEnd,
  prepareTurnEnd,
  rehearseTurnEnd,
  retrainTurnEnd,
} from './turn-end-model.js';
export { maskPersonal } from './understanding-evidence.js';
export {
  LOCKED_TEST,
  prepareUnderstanding,
  retrainUnderstanding,
  UNDERSTANDING,
  understanderOf,
} from './understanding-model.js';
