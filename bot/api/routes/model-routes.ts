/** Models: which serve, their versions, cards and pictures; the operator activates, rolls back, puts on trial and verifies. */
import { z } from 'zod';
import { Fault } from '../../../protocol/index.js';
import { renderErrorsPage } from '../errors-page.js';
import { json, route } from '../route.js';
import * as schemas from '../schemas.js';
import * as trials from '../schemas-trials.js';

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
const version = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/);
const ofModel = z.object({ name });
const ofVersion = z.object({ name, version });
const named = z.strictObject({ version });

const readRoutes = [
  route({
    method: 'GET',
    url: '/api/v1/models',
    access: 'console',
    summary: 'Active models with their held-out metrics',
    response: schemas.pageOf(schemas.modelSummary),
    async handle({ parts }) {
      const items = await parts.models.list();
      return json({ items, total: items.length });
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/models/:name',
    access: 'console',
    summary: 'One active model',
    params: ofModel,
    response: schemas.modelSummary,
    async handle({ params, parts }) {
      const model = await parts.models.find(params.name);
      if (model === undefined) throw new Fault('learning.no-model', 'No active model of this name.');
      return json(model);
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/model-versions',
    access: 'console',
    summary: 'All versions of all models, or of one',
    query: z.object({ name: name.optional() }),
    response: schemas.pageOf(schemas.modelVersionRow),
    async handle({ query, parts }) {
      const items = await parts.models.versions(query.name);
      return json({ items, total: items.length });
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/models/:name/versions/:version',
    access: 'console',
    summary: 'The card of a version; `active` names the one that serves',
    params: ofVersion,
    response: z.looseObject({ name: z.string(), version: z.string(), task: z.string() }),
    handle: async ({ params, parts }) =>
      json(await parts.models.card(params.name, params.version === 'active' ? undefined : params.version)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/models/:name/shadow',
    access: 'console',
    summary:
      'What the version on trial read beside the active one: agreement, differences, outcomes, latency',
    params: ofModel,
    response: trials.shadowReport,
    handle: async ({ params, parts }) => json(await parts.models.shadowReport(params.name)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/models/:name/versions/:version/pictures/:file',
    access: 'console',
    summary: 'A picture of the version as SVG',
    params: ofVersion.extend({ file: z.string().regex(/^[a-z0-9-]{1,60}\.svg$/) }),
    async handle({ params, parts }) {
      const bytes = await parts.models.file(params.name, params.version, params.file);
      const body = new TextDecoder().decode(bytes);
      return { kind: 'text', contentType: 'image/svg+xml', policy: 'picture', body };
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/models/:name/versions/:version/errors',
    access: 'console',
    summary: 'The worst errors of a text model on its test, as a page; personal data is masked',
    params: ofVersion,
    async handle({ params, parts }) {
      const bytes = await parts.models.file(params.name, params.version, 'errors.json');
      return { kind: 'page', policy: 'console', html: renderErrorsPage(params, bytes) };
    },
  }),
];

const retrainingRoutes = [
  route({
    method: 'GET',
    url: '/api/v1/models/:name/retraining',
    access: 'console',
    summary: 'How the retraining of a model stands, or how the last one ended',
    params: ofModel,
    response: trials.retrainingStatus,
    handle: async ({ params, parts }) => json(await parts.models.retraining(params.name)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/models/:name/retraining',
    access: 'operator',
    summary: 'Begin training a model again from stored conversations; it serves when it passes the gate',
    params: ofModel,
    body: z.strictObject({}),
    response: trials.retrainingStatus,
    handle: async ({ params, parts }) => json(await parts.models.retrain(params.name)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/models/:name/retraining/cancel',
    access: 'operator',
    summary: 'End the retraining that is under way',
    params: ofModel,
    body: z.strictObject({}),
    response: trials.retrainingStatus,
    handle: async ({ params, parts }) => json(await parts.models.cancelRetraining(params.name)),
  }),
];

/** Rows of one request: bounded, so that a batch holds up nobody's turn for long. */
const MOST_ROWS = 200;

const predictRoute = route({
  method: 'POST',
  url: '/api/v1/models/:name/predict',
  access: 'console',
  bodyLimit: 1024 * 1024,
  summary: `Predictions of an active model for at most ${MOST_ROWS} rows: {text} for text models, records of columns for tables and scores`,
  params: ofModel,
  body: z.strictObject({ rows: z.array(z.unknown()).min(1).max(MOST_ROWS) }),
  response: schemas.predictionAnswer,
  handle: async ({ params, body, parts }) => json(await parts.predictors.predict(params.name, body.rows)),
});

const operatorRoutes = [
  route({
    method: 'POST',
    url: '/api/v1/models/:name/activate',
    access: 'operator',
    summary: 'Make a version serve from the next turn on',
    params: ofModel,
    body: named,
    response: schemas.modelVersionRow,
    handle: async ({ params, body, parts }) => json(await parts.models.activate(params.name, body.version)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/models/:name/rollback',
    access: 'operator',
    summary: 'Make the version serve that served before',
    params: ofModel,
    body: z.strictObject({}),
    response: schemas.modelVersionRow,
    handle: async ({ params, parts }) => json(await parts.models.rollback(params.name)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/models/:name/trial',
    access: 'operator',
    summary: 'Put a version on trial beside the active one; without a version, end the trial',
    params: ofModel,
    body: z.strictObject({ version: version.optional() }),
    response: schemas.modelVersionRow,
    handle: async ({ params, body, parts }) => json(await parts.models.challenge(params.name, body.version)),
  }),
  route({
    method: 'POST',
    url: '/api/v1/model-verifications',
    access: 'operator',
    summary: 'Read every file of every version, of all models or of one',
    body: z.strictObject({ name: name.optional() }),
    response: schemas.pageOf(schemas.modelVersionRow),
    async handle({ body, parts }) {
      const items = await parts.models.verify(body.name);
      return json({ items, total: items.length });
    },
  }),
];

export const modelRoutes = [...readRoutes, predictRoute, ...retrainingRoutes, ...operatorRoutes];
