/** Packs: loading, checking and the settings that the rest of bot/ reads from them. */
export { examinePack, type LoadedPack, loadPack } from './load-pack.js';
export type { PackProblem } from './pack-problem.js';
export type { PackSettings } from './pack-settings.js';
