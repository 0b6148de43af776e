/** The door of protocol/: the words everybody may use. Imports nothing of ours and runs in a browser. */
export * from './assert-never.js';
export * from './audio.js';
export * from './call-media.js';
export * from './clock.js';
export * from './console-wire.js';
export * from './conversation-event.js';
export * from './fault.js';
export * from './fault-codes.js';
export * from './ids.js';
export * from './lead.js';
export * from './locale.js';
export * from './progress.js';
export * from './random.js';
export * from './transcript.js';
export * from './turn.js';
export * from './understanding.js';
export * from './visitor-wire.js';
