/** A logger that says nothing, for servers built directly. */
import { createLogger } from '../../bot/telemetry/index.js';

export const silentPino = createLogger('silent');
