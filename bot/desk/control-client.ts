/** JSON over the control socket of a running server; faults arrive as the Faults they were. */
import { request } from 'node:http';
import { join } from 'node:path';
import { FAULT_CODES, Fault, type FaultCode } from '../../protocol/index.js';
import { CONTROL_SOCKET } from '../api/index.js';

export interface ControlClient {
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body: object): Promise<Body>;
  delete<Body>(path: string): Promise<Body>;
}

export function createControlClient(dataDir: string): ControlClient {
  const socketPath = join(dataDir, CONTROL_SOCKET);
  return {
    get: (path) => call({ socketPath, path, method: 'GET' }),
    post: (path, body) => call({ socketPath, path, method: 'POST' }, body),
    delete: (path) => call({ socketPath, path, method: 'DELETE' }),
  };
}

interface Address {
  readonly socketPath: string;
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
}

function call<Body>(address: Address, body?: object): Promise<Body> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = { host: 'localhost', ...(body && { 'content-type': 'application/json' }) };
    const outgoing = request({ ...address, headers }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', (cause) => reject(gone(cause)));
      incoming.on('end', () => {
        const answer: unknown = JSON.parse(Buffer.concat(parts).toString('utf8') || '{}');
        if ((incoming.statusCode ?? 500) < 400) resolve(answer as Body);
        else reject(faultOf(answer));
      });
    });
    outgoing.on('error', (cause) => reject(gone(cause)));
    outgoing.end(text);
  });
}

const gone = (cause: unknown) =>
  new Fault('store.unavailable', 'The running server does not answer.', { cause });

function faultOf(answer: unknown): Fault {
  const { code, detail, title } = answer as { code?: string; detail?: string; title?: string };
  const known = code !== undefined && code in FAULT_CODES ? (code as FaultCode) : 'internal.unexpected';
  return new Fault(known, detail ?? title ?? 'The running server refused.');
}
