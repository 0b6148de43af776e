/** gRPC failures as the Faults they were on the other side. */
import { type ServiceError, status } from '@grpc/grpc-js';
import { FAULT_CODES, Fault, type FaultCode } from '../../protocol/index.js';
import { FAULT_TRAILER } from '../../speech/index.js';

function codeOf(error: ServiceError): FaultCode {
  const stated = String(error.metadata?.get(FAULT_TRAILER)[0] ?? '');
  if (stated in FAULT_CODES) return stated as FaultCode;
  switch (error.code) {
    case status.RESOURCE_EXHAUSTED:
      return 'speech.overloaded';
    case status.INVALID_ARGUMENT:
      return 'input.invalid';
    case status.UNIMPLEMENTED:
      return 'speech.no-engine';
    case status.UNAVAILABLE:
    case status.DEADLINE_EXCEEDED:
      return 'speech.unavailable';
    default:
      return 'speech.failed';
  }
}

export function faultOfStatus(error: ServiceError): Fault {
  return new Fault(codeOf(error), error.details || 'The speech service failed.', { cause: error });
}
