/** Signed, readable tokens: payload and HMAC-SHA256 under a key of their own purpose, so that none passes for another. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';

export interface Sealer<Payload> {
  seal(payload: Payload): string;
  /** Undefined for anything that this sealer did not make. */
  open(token: string): Payload | undefined;
}

const LONGEST_TOKEN = 2000;

/** @param purpose separates the keys: `visitor`, `console`. */
export function createSealer<Payload>(
  secret: Uint8Array,
  purpose: string,
  schema: z.ZodType<Payload>,
): Sealer<Payload> {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `leadline ${purpose}`, 32));
  const sign = (body: string) => createHmac('sha256', key).update(body).digest();
  return {
    seal(payload) {
      const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    open(token) {
      if (token.length > LONGEST_TOKEN) return undefined;
      const [body, signature, rest] = token.split('.');
      if (body === undefined || signature === undefined || rest !== undefined) return undefined;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(body);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      const parsed = schema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      return parsed.success ? parsed.data : undefined;
    },
  };
}
