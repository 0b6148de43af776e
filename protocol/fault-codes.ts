/** The closed table of fault codes: what each means, whether trying again can help, and how each border maps it. */

export interface FaultMapping {
  readonly meaning: string;
  readonly retryable: boolean;
  readonly http: number;
  /** Name of the gRPC status. */
  readonly grpc: string;
  readonly sip: number;
}

function mapping(meaning: string, http: number, grpc: string, retryable = false): FaultMapping {
  const sip = http >= 500 ? (http === 503 ? 503 : 500) : http === 429 ? 503 : http;
  return { meaning, retryable, http, grpc, sip };
}

export const FAULT_CODES = {
  'internal.unexpected': mapping('A defect in Leadline; nothing acknowledged is lost.', 500, 'INTERNAL'),
  'settings.invalid': mapping('A setting has a value that is not accepted.', 500, 'FAILED_PRECONDITION'),
  'settings.refused': mapping('A setting is valid but unsafe in this release.', 500, 'FAILED_PRECONDITION'),
  'usage.wrong': mapping('The command was called with wrong words.', 400, 'INVALID_ARGUMENT'),
  'input.invalid': mapping('The input does not have the documented shape.', 400, 'INVALID_ARGUMENT'),
  'input.too-large': mapping('The input is longer than the limit.', 413, 'INVALID_ARGUMENT'),
  'input.headers-too-large': mapping(
    'Request line and headers are longer than the limit.',
    431,
    'INVALID_ARGUMENT',
  ),
  'input.timeout': mapping('The request did not arrive in time.', 408, 'DEADLINE_EXCEEDED', true),
  'input.unknown-event': mapping('No event of this name exists.', 400, 'INVALID_ARGUMENT'),
  'input.unknown-route': mapping('Nothing is at this address.', 404, 'NOT_FOUND'),
  'input.bad-range': mapping('The asked range lies outside the file.', 416, 'OUT_OF_RANGE'),
  'access.denied': mapping('The token does not allow this.', 403, 'PERMISSION_DENIED'),
  'access.unauthenticated': mapping('A valid token is needed.', 401, 'UNAUTHENTICATED'),
  'access.foreign-origin': mapping('The Host or Origin header is not one of ours.', 403, 'PERMISSION_DENIED'),
  'limit.rate': mapping('Too many requests in a short time.', 429, 'RESOURCE_EXHAUSTED', true),
  'limit.busy': mapping('A queue is full; try again shortly.', 503, 'RESOURCE_EXHAUSTED', true),
  'turn.conflict': mapping('This turn id was used before with other content.', 409, 'ALREADY_EXISTS'),
  'turn.empty': mapping('The turn holds no text.', 400, 'INVALID_ARGUMENT'),
  'conversation.not-found': mapping('No such conversation.', 404, 'NOT_FOUND'),
  'conversation.busy': mapping('The conversation is held elsewhere; try again.', 503, 'UNAVAILABLE', true),
  'store.busy': mapping('Another process holds the database file.', 503, 'UNAVAILABLE', true),
  'store.unavailable': mapping('The database does not answer.', 503, 'UNAVAILABLE', true),
  'store.stale': mapping('The state was changed by somebody else meanwhile.', 409, 'ABORTED', true),
  'store.migration': mapping(
    'The database has a schema this release cannot use.',
    500,
    'FAILED_PRECONDITION',
  ),
  'pack.invalid': mapping('A file of the pack breaks its schema.', 422, 'FAILED_PRECONDITION'),
  'pack.not-found': mapping('No pack in that folder.', 404, 'NOT_FOUND'),
  'dialogs.failed-step': mapping('A step of a flow failed.', 500, 'INTERNAL'),
  'dialogs.unknown-response': mapping('A response key is missing from the catalogue.', 500, 'INTERNAL'),
  'dialogs.loop': mapping('A flow took too many steps in one turn.', 500, 'INTERNAL'),
  'learning.no-data': mapping('There are too few examples to train.', 422, 'FAILED_PRECONDITION'),
  'learning.bad-data': mapping('A data file breaks its format.', 422, 'INVALID_ARGUMENT'),
  'learning.no-model': mapping('No active model of this name.', 404, 'NOT_FOUND'),
  'learning.corrupt-model': mapping('A model file does not match its checksum.', 500, 'DATA_LOSS'),
  'learning.no-embedder': mapping('The sentence encoder cannot be used.', 501, 'UNIMPLEMENTED'),
  'learning.cancelled': mapping('Training was cancelled.', 499, 'CANCELLED'),
  'learning.no-trainer': mapping('A model of that kind cannot be trained here.', 501, 'UNIMPLEMENTED'),
  'learning.gate-failed': mapping(
    'The new version loses against the active one.',
    409,
    'FAILED_PRECONDITION',
  ),
  'speech.bad-format': mapping('The audio format is not supported.', 415, 'INVALID_ARGUMENT'),
  'speech.no-engine': mapping('No engine for this language is installed.', 501, 'UNIMPLEMENTED'),
  'speech.idle': mapping('A stream sent nothing for too long.', 408, 'DEADLINE_EXCEEDED', true),
  'speech.unavailable': mapping('The speech service does not answer.', 503, 'UNAVAILABLE', true),
  'speech.overloaded': mapping(
    'The speech service takes no more streams now.',
    503,
    'RESOURCE_EXHAUSTED',
    true,
  ),
  'speech.failed': mapping('An engine failed on this audio or text.', 500, 'INTERNAL', true),
  'speech.missing-weights': mapping('A weight file is missing or damaged.', 500, 'FAILED_PRECONDITION'),
  'knowledge.empty': mapping('No documents are indexed.', 404, 'NOT_FOUND'),
  'knowledge.bad-document': mapping('A document cannot be read.', 422, 'INVALID_ARGUMENT'),
  'leads.not-found': mapping('No such lead.', 404, 'NOT_FOUND'),
  'leads.no-score': mapping('There is not enough to score this lead.', 409, 'FAILED_PRECONDITION'),
  'leads.missing-event': mapping('An earlier event of the conversation is missing.', 409, 'ABORTED', true),
  'leads.bad-profile': mapping('A stored conversation profile cannot be read.', 500, 'DATA_LOSS'),
  'recording.not-found': mapping('No such recording.', 404, 'NOT_FOUND'),
} as const satisfies Record<string, FaultMapping>;

export type FaultCode = keyof typeof FAULT_CODES;
