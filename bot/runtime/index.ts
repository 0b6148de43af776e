/** The door of bot/runtime: turns in, stored replies and events out. */
export { createRuntime } from './create-runtime.js';
export type * from './ports.js';
