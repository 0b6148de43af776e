/** Faults as problem+json (RFC 9457); and what the HTTP library throws, as Faults. */
import { FAULT_CODES, Fault, type FaultPayload, toFault } from '../../protocol/index.js';

export interface Problem extends FaultPayload {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

interface LibraryError {
  readonly statusCode?: unknown;
  readonly code?: unknown;
}

/** A body that is too long, is no JSON or has another type is the caller's doing, not a defect. */
export function faultOfHttp(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { statusCode } = (error ?? {}) as LibraryError;
  if (statusCode === 413)
    return new Fault('input.too-large', 'The body is longer than the limit.', { cause: error });
  if (statusCode === 416)
    return new Fault('input.bad-range', 'The asked range lies outside the file.', { cause: error });
  if (statusCode === 404)
    return new Fault('input.unknown-route', 'Nothing is at this address.', { cause: error });
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new Fault('input.invalid', 'The request cannot be read.', { cause: error });
  }
  return toFault(error);
}

export function toProblem(fault: Fault): Problem {
  const { http, meaning } = FAULT_CODES[fault.code];
  const payload = fault.toPayload();
  return { type: `/api#${fault.code}`, title: meaning, status: http, detail: fault.message, ...payload };
}
