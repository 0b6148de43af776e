/** For whoever watches the server: alive, ready, metrics; and the document that describes every route. */
import { json, route } from '../route.js';
import * as schemas from '../schemas.js';

export const healthRoutes = [
  route({
    method: 'GET',
    url: '/healthz',
    access: 'public',
    summary: 'The process is alive',
    response: schemas.health,
    handle: async () => json({ status: 'ok' }),
  }),
  route({
    method: 'GET',
    url: '/readyz',
    access: 'public',
    summary: 'The database answers',
    response: schemas.health,
    async handle({ parts }) {
      await parts.store.ping();
      return json({ status: 'ok' });
    },
  }),
  route({
    method: 'GET',
    url: '/metrics',
    access: 'public',
    summary: 'Metrics in the Prometheus format',
    handle: async ({ parts }) => ({
      kind: 'text',
      contentType: parts.metrics.contentType,
      body: await parts.metrics.render(),
    }),
  }),
];
