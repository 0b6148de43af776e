/** The web channel: socket.io namespaces `/visitor` and `/console` on the HTTP server. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Fault, MAX_SOCKET_PAYLOAD, toFault } from '../../../protocol/index.js';
import { type ConsoleAccess, refuseForeignOrigin } from '../../access/index.js';
import {
  ChangedRows,
  type ConsoleSpace,
  Followers,
  sendToVisitors,
  type VisitorSpace,
  visitorRoom,
  watchRoom,
} from './live-rooms.js';
import { serveVisitor, type VisitorSocket, type WebChannelParts } from './visitor-socket.js';

export interface WebChannelSettings extends WebChannelParts {
  readonly http: HttpServer;
  readonly consoleAccess: ConsoleAccess;
  readonly maxSockets: number;
}

export interface WebChannel {
  readonly sockets: number;
  close(): Promise<void>;
}

/** A socket that comes back within this time is sent what it missed; later it asks with `sync`. */
const RECOVERY_MS = 20_000;

/** Windows that one visit may be open in. */
const SOCKETS_PER_VISIT = 20;

/** socket.io hands `data` to the browser's `connect_error`. */
function refusal(error: unknown): Error {
  const fault = toFault(error);
  return Object.assign(new Error(fault.message), { data: fault.toPayload() });
}

function createSocketServer({ http, maxSockets, metrics }: WebChannelSettings): Server {
  const io: Server = new Server(http, {
    maxHttpBufferSize: MAX_SOCKET_PAYLOAD,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: false },
    allowRequest(request, answer) {
      try {
        const { host, origin } = request.headers;
        refuseForeignOrigin({ host, origin });
        if (io.engine.clientsCount >= maxSockets) throw new Fault('limit.busy', 'Too many sockets are open.');
        answer(null, true);
      } catch (error) {
        const { code } = toFault(error);
        metrics.faulted(code);
        answer(code, false);
      }
    },
  });
  io.of('/').use((_socket, next) => next(refusal(new Fault('access.denied', 'Nothing is served here.'))));
  return io;
}

function serveVisitors(space: VisitorSpace, settings: WebChannelSettings, followers: Followers): void {
  space.use((socket, next) => {
    try {
      const visitor = settings.tokens.verify(socket.handshake.auth.token);
      const open = space.adapter.rooms.get(visitorRoom(visitor.conversationId))?.size ?? 0;
      if (open >= SOCKETS_PER_VISIT) throw new Fault('limit.busy', 'This visit is open in too many windows.');
      socket.data.visitor = visitor;
      next();
    } catch (error) {
      next(refusal(error));
    }
  });
  space.on('connection', (socket) => {
    const closed = settings.metrics.socketOpened('visitor');
    const { visitor } = (socket as unknown as VisitorSocket).data;
    const gone = followers.add(visitor.conversationId);
    void socket.join(visitorRoom(visitor.conversationId));
    serveVisitor(socket as unknown as VisitorSocket, settings);
    socket.on('disconnect', () => {
      closed();
      gone();
    });
  });
}

/** Leaves what was watched and watches another conversation; an empty id watches none. */
function watch(socket: Socket, conversationId: unknown): void {
  for (const room of socket.rooms) if (room.startsWith(watchRoom(''))) void socket.leave(room);
  const isId = typeof conversationId === 'string' && /^[0-9a-f-]{36}$/i.test(conversationId);
  if (isId) void socket.join(watchRoom(conversationId));
}

function serveConsole(space: ConsoleSpace, settings: WebChannelSettings): void {
  space.use((socket, next) => {
    try {
      settings.consoleAccess.verify(socket.handshake.headers.cookie);
      next();
    } catch (error) {
      next(refusal(error));
    }
  });
  settings.consoleAccess.onRevoked(() => space.disconnectSockets(true));
  space.on('connection', (socket) => {
    const closed = settings.metrics.socketOpened('console');
    socket.on('watch', (conversationId) => watch(socket, conversationId));
    socket.on('disconnect', closed);
  });
}

/** Attaches to the HTTP server; what is stored from now on is told to those who follow it. */
export function createWebChannel(settings: WebChannelSettings): WebChannel {
  const io = createSocketServer(settings);
  const visitors: VisitorSpace = io.of('/visitor');
  const consoles: ConsoleSpace = io.of('/console');
  const followers = new Followers(settings, RECOVERY_MS);
  const rows = new ChangedRows(consoles, settings);
  serveVisitors(visitors, settings, followers);
  serveConsole(consoles, settings);
  const stopEvents = settings.store.feed.onEvents((events) => {
    for (const event of events) {
      sendToVisitors(visitors, followers, event);
      const room = watchRoom(event.conversationId);
      if (consoles.adapter.rooms.has(room)) consoles.to(room).emit('conversation.event', event);
      rows.add(event);
    }
  });
  const stopLeads = settings.store.feed.onLead((lead) => {
    if (consoles.sockets.size > 0) consoles.emit('lead.changed', lead);
    rows.add(lead);
  });
  const stopFailures = settings.runtime.onFailedTurn(({ conversationId }, fault) => {
    const room = visitors.to(visitorRoom(conversationId));
    room.emit('typing', { isTyping: false });
    room.emit('fault', fault.toPayload());
  });
  return {
    get sockets() {
      return io.engine.clientsCount;
    },
    async close() {
      stopEvents();
      stopLeads();
      stopFailures();
      await io.close();
      followers.close();
      rows.close();
    },
  };
}
