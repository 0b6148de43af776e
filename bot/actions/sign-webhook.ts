/** Signs what is sent to a company's system, as Standard Webhooks 1.0 says: HMAC-SHA256 over id, timestamp and body. */
import { createHmac } from 'node:crypto';

export interface WebhookSignature {
  readonly 'webhook-id': string;
  /** Seconds since the epoch. */
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

export interface SignedContent {
  readonly id: string;
  readonly atMs: number;
  readonly body: string;
}

/** @param secret the bytes of its UTF-8 are the key; a `whsec_` secret is Base64 behind that mark. */
export function signWebhook(secret: string, { id, atMs, body }: SignedContent): WebhookSignature {
  const timestamp = String(Math.floor(atMs / 1000));
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
