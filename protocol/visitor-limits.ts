/** Limits and reserved words of the visitor wire; apart from the schemas, so that a browser bundle needs no zod. */

export const MAX_TURN_CHARACTERS = 2000;
/** Largest socket payload accepted, bytes. */
export const MAX_SOCKET_PAYLOAD = 64 * 1024;
/** Reported by the widget once playback was thrown away. */
export const CLEARED_MARK = 'cleared';
/** Reported by the widget once playback is held. */
export const PAUSED_MARK = 'paused';
