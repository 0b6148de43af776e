/** The door of the web channel. */
export type { VoiceGateway, VoiceLine } from './ports.js';
export type { WebChannelParts } from './visitor-socket.js';
export { createWebChannel, type WebChannel, type WebChannelSettings } from './web-channel.js';
