/** The pages: demo shop, widget, console with its login, and the readable API page. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../protocol/index.js';
import { type Answer, route } from '../route.js';

const wildcard = z.object({ '*': z.string().max(300) });

function isFileWithin(folder: string, name: string): boolean {
  const path = resolve(folder, name);
  if (!path.startsWith(folder + sep)) return false;
  return existsSync(path) && statSync(path).isFile();
}

function notFound(): Fault {
  return new Fault('input.unknown-route', 'Nothing is at this address.');
}

function readPage(webRoot: string, name: string): string {
  const path = join(webRoot, name);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  throw new Fault('input.unknown-route', 'This page is not built; `npm run build` builds it.');
}

const consolePage = (webRoot: string): Answer => ({
  kind: 'page',
  policy: 'console',
  html: readPage(webRoot, 'console/index.html'),
});

function fileOf(folder: string, name: string, isImmutable = false): Answer {
  if (!isFileWithin(folder, name)) throw notFound();
  return { kind: 'file', folder, name, isImmutable };
}

const consolePages = [
  route({
    method: 'GET',
    url: '/console/login',
    access: 'public',
    summary: 'Exchange a one-time token for a console session',
    query: z.object({ token: z.string().min(1).max(200) }),
    handle: async ({ query, parts }) => ({
      kind: 'redirect',
      to: '/console',
      cookie: parts.consoleAccess.redeem(query.token),
    }),
  }),
  route({
    method: 'GET',
    url: '/console/assets/*',
    access: 'public',
    summary: 'Scripts, styles and fonts of the console',
    params: wildcard,
    handle: async ({ params, parts }) => fileOf(resolve(parts.webRoot, 'console/assets'), params['*'], true),
  }),
  route({
    method: 'GET',
    url: '/console',
    access: 'console',
    summary: 'The console',
    handle: async ({ parts }) => consolePage(parts.webRoot),
  }),
  route({
    method: 'GET',
    url: '/console/*',
    access: 'console',
    summary: 'A page of the console',
    handle: async ({ parts }) => consolePage(parts.webRoot),
  }),
];

export const pageRoutes = [
  ...consolePages,
  route({
    method: 'GET',
    url: '/',
    access: 'public',
    summary: 'The demo shop with the widget',
    handle: async ({ parts }) => ({
      kind: 'page',
      policy: 'shop',
      html: readPage(parts.webRoot, 'widget/index.html'),
    }),
  }),
  route({
    method: 'GET',
    url: '/*',
    access: 'public',
    summary: 'The widget (`/widget.js`) and the files of the demo shop',
    params: wildcard,
    handle: async ({ params, parts }) => fileOf(resolve(parts.webRoot, 'widget'), params['*']),
  }),
];
