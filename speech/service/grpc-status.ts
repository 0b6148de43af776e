/** Faults as gRPC statuses. The code travels in the trailers, so that the client can throw the same Fault again. */
import { FAULT_CODES, toFault } from '../../protocol/index.js';

/** Trailer that carries the fault code. */
export const FAULT_TRAILER = 'leadline-fault';
/** Trailer with the milliseconds after which trying again makes sense. */
export const RETRY_TRAILER = 'retry-after-ms';

const RETRY_AFTER_MS = 2000;
/** Numbers of the gRPC statuses that the fault table names (grpc/doc/statuscodes.md). */
const STATUS_NUMBERS: Readonly<Record<string, number>> = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
};

/** Makes trailers; given by whoever owns the gRPC package. */
export type MetadataMaker = (fields: Readonly<Record<string, string>>) => object;

/** What a handler emits as `error` or passes to its callback. */
export interface GrpcFailure extends Error {
  readonly code: number;
  readonly details: string;
  readonly metadata: object;
}

export function grpcFailureOf(thrown: unknown, makeMetadata: MetadataMaker): GrpcFailure {
  const fault = toFault(thrown);
  const retry: Record<string, string> = fault.isRetryable ? { [RETRY_TRAILER]: String(RETRY_AFTER_MS) } : {};
  return Object.assign(new Error(fault.message), {
    code: STATUS_NUMBERS[FAULT_CODES[fault.code].grpc] ?? STATUS_NUMBERS.INTERNAL!,
    details: fault.message,
    metadata: makeMetadata({ [FAULT_TRAILER]: fault.code, ...retry }),
  });
}
