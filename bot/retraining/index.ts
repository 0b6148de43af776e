/** The door of bot/retraining: the lead score trained again from what the store knows, by schedule or on demand. */
export { type RetrainingParts, retrainScore } from './retrain-score.js';
export {
  dueReason,
  type RetrainingSchedule,
  type RetrainingWatch,
  watchRetraining,
} from './retraining-watch.js';
