/** The nonce of this page's content security policy, for libraries that write style elements. Called once by main. */
import { setNonce } from 'get-nonce';

/** Reads the nonce that Vite put beside its tags; empty when the page is served without a policy. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Hands the nonce to react-remove-scroll and react-style-singleton, which Mantine's drawers and menus use. */
export function adoptNonce(): void {
  const nonce = readNonce();
  if (nonce !== '') setNonce(nonce);
}
