/** W3C trace context (Trace Context, level 1): made where a turn enters, kept on every row and event that it causes. */
import { randomBytes } from 'node:crypto';

const PATTERN = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

export const isTraceparent = (text: string) => PATTERN.test(text);

/** A new root; sampled. */
export function newTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

/** The sender's context when it is well formed, else a new one. */
export function adoptTraceparent(given: string | undefined): string {
  return given !== undefined && isTraceparent(given) ? given : newTraceparent();
}
