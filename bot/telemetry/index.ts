/** The door of bot/telemetry: log, metrics, trace context. */
export * from './logger.js';
export * from './metrics.js';
export * from './readable-log.js';
export * from './traceparent.js';
