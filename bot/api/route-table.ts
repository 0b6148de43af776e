/** Every route of the server with the access it needs; a route that is not here does not exist. */
import { describeApi, renderApiPage } from './openapi.js';
import { json, type Route, route } from './route.js';
import { consoleRoutes } from './routes/console-routes.js';
import { deskRoutes } from './routes/desk-routes.js';
import { healthRoutes } from './routes/health-routes.js';
import { modelRoutes } from './routes/model-routes.js';
import { pageRoutes } from './routes/page-routes.js';
import { visitRoutes } from './routes/visit-routes.js';

const documentRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/openapi.json',
    access: 'public',
    summary: 'This API as an OpenAPI document',
    handle: async ({ parts }) => json(describeApi(routeTable, parts.version)),
  }),
  route({
    method: 'GET',
    url: '/api',
    access: 'public',
    summary: 'This API as a page',
    handle: async () => ({ kind: 'page', policy: 'shop', html: renderApiPage(routeTable) }),
  }),
];

export const routeTable: readonly Route[] = [
  ...visitRoutes,
  ...consoleRoutes,
  ...modelRoutes,
  ...deskRoutes,
  ...healthRoutes,
  ...documentRoutes,
  ...pageRoutes,
];
