/** The door of console/: its pure view models, for tests. The application itself starts in main.tsx and only in a browser. */
export { CONTRAST_PAIRS, contrastOf, DARK, LIGHT } from './app/palette.js';
export * from './model/clock-text.js';
export * from './model/intent-strip.js';
export * from './model/lead-rows.js';
export * from './model/mark-text.js';
export * from './model/markdown-parts.js';
export * from './model/metric-text.js';
export * from './model/plain-names.js';
export * from './model/score-points.js';
export * from './model/text-segments.js';
export * from './model/transcript.js';
export * from './model/wave-bars.js';
export * from './model/with-keys.js';
export * from './model/word-times.js';
export { en } from './words/en.js';
export { zh } from './words/zh.js';
