/** The door of bot/: what the command line and the benches start and use. */
export { isServerRunning } from './api/index.js';
export { loadSettings, type SettingName, type Settings } from './config/index.js';
export { openModelHome } from './models/index.js';
export * from './pack/index.js';
export { packageRoot } from './package-root.js';
export { packFolder, type RunningBot, startBot } from './roles/start-bot.js';
