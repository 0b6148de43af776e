/**
 * The one error class of Leadline. Borders parse input and throw a Fault; rooms let it pass upwards unchanged.
 * Codes are closed: each stands in `fault-codes.ts` with its meaning and its HTTP, gRPC and SIP mapping.
 */
import { FAULT_CODES, type FaultCode } from './fault-codes.js';

export interface FaultDetails {
  /** Facts a caller may show or log; never personal data unless under the key `pii`. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** What was caught, kept for the log. */
  readonly cause?: unknown;
}

/** The shape in which a Fault travels to another process or a browser. */
export interface FaultPayload {
  readonly code: FaultCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly fields: Readonly<Record<string, unknown>>;

  /** @param message one sentence a person can act on. */
  constructor(code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.fields = details.fields ?? {};
  }

  get isRetryable(): boolean {
    return FAULT_CODES[this.code].retryable;
  }

  toPayload(): FaultPayload {
    const { pii: _personal, ...fields } = this.fields;
    return { code: this.code, message: this.message, retryable: this.isRetryable, fields };
  }
}

/** Any thrown value as a Fault: a Fault stays itself, everything else becomes `internal.unexpected` with its cause. */
export function toFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault('internal.unexpected', 'Something failed inside Leadline; the log has the cause.', {
    cause: thrown,
  });
}
