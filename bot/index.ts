/** The door of bot/: what the command line and the benches start and use. */

export type { SpeechService } from '../protocol/index.js';
export { openSessionEpoch } from './access/index.js';
export { isServerRunning } from './api/index.js';
export { callWithWavs, readCallerTurns, type WavCallReport } from './channels/wav/wav-call.js';
export { loadSettings, type SettingName, type Settings } from './config/index.js';
export {
  createControlClient,
  createLocalDesk,
  createRemoteDesk,
  createRemoteModelDesk,
  type Desk,
} from './desk/index.js';
export {
  createModelDesk,
  importOnnx,
  LOCKED_TEST,
  type ModelDesk,
  openModelHome,
  prepareUnderstanding,
  retrainTurnEnd,
  retrainUnderstanding,
  understanderOf,
} from './models/index.js';
export * from './pack/index.js';
export { packageRoot } from './package-root.js';
export { startSpeech } from './roles/speech.js';
export { PACK_SEED, packFolder, type RunningBot, startBot } from './roles/start-bot.js';
export { storedTrialReport } from './roles/stored-trial-report.js';
export { whileStoreIsFree } from './store/index.js';
export type { VoiceTurnReport } from './voice/index.js';
