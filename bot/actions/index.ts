/** The door of bot/actions: a company's own systems behind the actions of its flows. */

export { createHttpActions, type HttpActionsOptions } from './action-runner-http.js';
export { actionsOf } from './actions-of.js';
export { signWebhook, type WebhookSignature } from './sign-webhook.js';
