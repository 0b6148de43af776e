/** Models of one installation: prepared once, kept in the registry, shown from their cards. */
export { activeLeadModels, prepareLeadModels } from './lead-models.js';
export { createModelCatalog } from './model-catalog.js';
export { type ModelHome, openModelHome } from './model-home.js';
export { LOCKED_TEST, prepareUnderstanding, UNDERSTANDING, understanderOf } from './understanding-model.js';
