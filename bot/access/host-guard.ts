/** Loopback only: which addresses may be bound, and which Host and Origin headers belong to a page of ours. */
import { Fault } from '../../protocol/index.js';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Access control is not there yet, so a server that others could reach does not start. Throws `settings.refused`. */
export function refuseForeignAddress(host: string): void {
  if (host === '127.0.0.1' || host === 'localhost') return;
  throw new Fault(
    'settings.refused',
    'The setting host accepts only 127.0.0.1 (or localhost): this release has no access control for other machines.',
    { fields: { setting: 'host' } },
  );
}

export interface OriginHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

const nameOf = (host: string) => host.replace(/:\d+$/, '').toLowerCase();

/**
 * Host must be a loopback name (a rebound DNS name is not), and an Origin, where the browser sends one, must be that host.
 * @throws Fault `access.foreign-origin`
 */
export function refuseForeignOrigin({ host, origin }: OriginHeaders): void {
  const isOwnHost = host !== undefined && LOOPBACK_NAMES.has(nameOf(host));
  const isOwnOrigin = origin === undefined || origin.toLowerCase() === `http://${host?.toLowerCase()}`;
  if (isOwnHost && isOwnOrigin) return;
  throw new Fault('access.foreign-origin', 'The Host or Origin header is not one of this server.');
}
