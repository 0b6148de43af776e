/** Response headers that keep a page to itself: a content security policy per kind of answer, and the usual company. */
import { createHash, randomBytes } from 'node:crypto';
import { svg } from '../../learning/index.js';

export type Policy = 'data' | 'picture' | 'shop' | 'console';

const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const OWN = "img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; worker-src 'self'";

/** A picture opened as a page of its own shows its colours by the one style that all pictures carry. */
const PICTURE_HASH = createHash('sha256').update(svg.PICTURE_STYLE).digest('base64');

/** No inline script or style without the nonce of the response. */
export function contentSecurityPolicy(policy: Policy, nonce: string): string {
  if (policy === 'data') return CLOSED;
  if (policy === 'picture') return `${CLOSED}; style-src 'sha256-${PICTURE_HASH}'`;
  if (policy === 'shop') {
    const trusted = "require-trusted-types-for 'script'; trusted-types 'none'";
    return `${CLOSED}; script-src 'self'; style-src 'self'; ${OWN}; ${trusted}`;
  }
  const nonced = `'self' 'nonce-${nonce}'`;
  return `${CLOSED}; script-src ${nonced}; style-src ${nonced}; ${OWN}`;
}

export const newNonce = () => randomBytes(16).toString('base64url');

export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), payment=(), microphone=(self)',
};
