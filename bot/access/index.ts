/** The door of bot/access: tokens, sessions, origins and rates. */
export * from './console-access.js';
export * from './host-guard.js';
export * from './secret-file.js';
export * from './session-epoch.js';
export * from './token-bucket.js';
export * from './visitor-tokens.js';
