/** The door of dialogs/: utterance in, bot turn out. */
export * from './dialog-engine.js';
export { createDialogEngine, type DialogEngineOptions } from './flows/create-dialog-engine.js';
export { createDemoActions, type DemoActionsOptions } from './flows/demo-actions.js';
export { displayValue } from './flows/displayed-values.js';
export {
  findMissingResponses,
  type MissingResponse,
  requiredResponseKeys,
} from './flows/required-responses.js';
export * from './pack/annotated-utterance.js';
export { type CatalogRow, catalogRowSchema, type Product, toProduct } from './pack/catalog-row.js';
export * from './pack/dialog-pack.js';
export * from './pack/flow-file.js';
export * from './pack/intent-file.js';
export * from './pack/keywords-file.js';
export * from './pack/response-catalog.js';
export * from './pack/slots-file.js';
export * from './pack/values-file.js';
export * from './ports.js';
export { type CatalogIndex, type CatalogMatch, createCatalogIndex } from './understanding/catalog-index.js';
export * from './understanding/evaluate-understanding.js';
export {
  loadTurnEnd,
  type TrainedTurnEnd,
  type TurnEndModel,
  type TurnEndTraining,
  trainTurnEnd,
} from './understanding/train-turn-end.js';
export * from './understanding/train-understanding.js';
export { examplesOf, type PackExample } from './understanding/training-set.js';
export type { TurnUtterance } from './understanding/turn-end-examples.js';
export { createUnderstander, loadUnderstanding, type Understander } from './understanding/understander.js';
