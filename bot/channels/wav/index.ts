/** The door of bot/channels/wav: spoken calls whose caller is a list of recordings. */
export * from './wav-call.js';
export * from './wav-media.js';
