/**
 * The control socket: the same HTTP API on a file that only its owner may open, for the commands beside a running server.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type HttpServer, trustOperator } from './http-server.js';

export const CONTROL_SOCKET = 'leadline.sock';

/** Longest path that a Unix socket may have on every platform. */
const LONGEST_PATH = 100;

export interface ControlSocket {
  readonly path: string;
  close(): Promise<void>;
}

/** A socket file left by a killed process is removed; the store's lock already proved that no other server runs here. */
export async function openControlSocket(folder: string, app: HttpServer): Promise<ControlSocket | undefined> {
  const path = join(folder, CONTROL_SOCKET);
  if (Buffer.byteLength(path) > LONGEST_PATH) return undefined;
  rmSync(path, { force: true });
  const server = createServer((request, response) => app.routing(request, response));
  server.on('connection', trustOperator);
  server.on('clientError', (error, socket) => app.server.emit('clientError', error, socket));
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(before);
  }
  chmodSync(path, 0o600);
  return { path, close: () => closeServer(server, path) };
}

async function closeServer(server: Server, path: string): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  rmSync(path, { force: true });
}

/** Does a server answer on the control socket of this data folder? */
export function isServerRunning(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(folder, CONTROL_SOCKET));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
