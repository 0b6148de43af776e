/** The desk: how commands take part in conversations, beside a running server or without one. */
export { type ControlClient, createControlClient } from './control-client.js';
export { createLocalDesk } from './desk-local.js';
export { createRemoteDesk } from './desk-remote.js';
export { createRemoteModelDesk } from './model-desk-remote.js';
export type { Desk, DeskOpening, OpenedAtDesk } from './ports.js';
