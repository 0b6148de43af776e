/** The door of bot/voice: spoken conversations over any media. */
export * from './call-limit.js';
export * from './call-recorder.js';
export * from './call-rules.js';
export * from './call-waveform.js';
export * from './deadline-ticker.js';
export * from './hold-call.js';
export * from './paced-player.js';
export * from './ports.js';
export * from './silence-ladder.js';
export { TURN_END_MARK } from './spoken-turn.js';
export * from './voice-session.js';
export * from './voice-session-settings.js';
