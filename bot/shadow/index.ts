/** The door of bot/shadow: challengers that read along with the active versions and are never used. */
export { ShadowLane } from './shadow-lane.js';
export type { ShadowAnswer, ShadowQuestion } from './shadow-question.js';
export { type ShadowWatch, type ShadowWatchSettings, watchTrials } from './shadow-watch.js';
export { openSideReader, type SideReader } from './side-reader.js';
export { trialReport } from './trial-report.js';
export { isShadowed } from './version-reader.js';
