/** The door of bot/api. */
export { CONTROL_SOCKET, type ControlSocket, isServerRunning, openControlSocket } from './control-socket.js';
export { createHttpServer, type HttpServer } from './http-server.js';
export type * from './ports.js';
export type { Access, Route } from './route.js';
export { routeTable } from './route-table.js';
