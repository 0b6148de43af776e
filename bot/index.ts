/** The door of bot/: what the command line and the benches start and use. */
export * from './pack/index.js';
export { packageRoot } from './package-root.js';
