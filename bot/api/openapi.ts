/** The OpenAPI document, made from the route table and its zod shapes; and a plain page to read it. */
import { z } from 'zod';
import type { Route } from './route.js';
import { problem } from './schemas.js';

const SECURITY: Readonly<Record<Route['access'], readonly object[]>> = {
  public: [],
  visitor: [{ visitorToken: [] }],
  console: [{ consoleSession: [] }, { controlSocket: [] }],
  operator: [{ controlSocket: [] }],
};

const SCHEMES = {
  visitorToken: { type: 'http', scheme: 'bearer', description: 'The token of a visit' },
  consoleSession: {
    type: 'apiKey',
    in: 'cookie',
    name: 'leadline_console',
    description: 'The name ends in _PORT',
  },
  controlSocket: { type: 'http', scheme: 'none', description: 'The socket file in the data folder' },
};

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io });
  return rest;
};

const openApiPath = (url: string) => url.replace(/:(\w+)/g, '{$1}').replace('*', '{path}');

function parametersOf(route: Route): object[] {
  const inPath = [...openApiPath(route.url).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  if (route.query === undefined) return inPath;
  const { properties = {}, required = [] } = jsonSchema(route.query, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery];
}

function operationOf(route: Route): object {
  const { response, body, access, summary } = route;
  const success =
    response === undefined
      ? { description: 'As the summary says' }
      : { description: 'Done', content: { 'application/json': { schema: jsonSchema(response, 'output') } } };
  const failure = {
    description: 'A fault, as problem+json',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    summary,
    security: SECURITY[access],
    parameters: parametersOf(route),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(body, 'input') } },
          },
        }),
    responses: { '2XX': success, default: failure },
  };
}

export function describeApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = openApiPath(route.url);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Leadline', version, description: 'Conversations become explained leads.' },
    paths,
    components: { securitySchemes: SCHEMES, schemas: { Problem: jsonSchema(problem, 'output') } },
  };
}

export const escapeHtml = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

/** A table of the routes; the whole truth is the JSON document that it links to. */
export function renderApiPage(routes: readonly Route[]): string {
  const rows = routes.map((route) => {
    const cells = [route.method, route.url, route.access, route.summary].map(escapeHtml);
    return `<tr><td>${cells[0]}</td><td><code>${cells[1]}</code></td><td>${cells[2]}</td><td>${cells[3]}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Leadline API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>Leadline API</h1><p>The machine-readable form is <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<table><thead><tr><th>Method</th><th>Address</th><th>Access</th><th>What it does</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></body></html>`;
}
