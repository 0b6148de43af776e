/** What a route is: its address, who may call it, the shapes of what comes in, and what it answers. */
import { z } from 'zod';
import { Fault, schemaIssues } from '../../protocol/index.js';
import type { Visitor } from '../access/index.js';
import type { ApiParts } from './ports.js';

/** `visitor`: a bearer token of a visit; `console`: a console session or the control socket; `operator`: the latter only. */
export type Access = 'public' | 'visitor' | 'console' | 'operator';

export type Answer =
  | { readonly kind: 'json'; readonly body: unknown; readonly status?: number }
  | {
      readonly kind: 'text';
      readonly body: string;
      readonly contentType: string;
      readonly policy?: 'picture';
      readonly status?: number;
    }
  /** A page whose nonce placeholder is filled per response; `policy` names its content security policy. */
  | {
      readonly kind: 'page';
      readonly html: string;
      readonly policy: 'shop' | 'console';
      readonly status?: number;
    }
  | { readonly kind: 'file'; readonly folder: string; readonly name: string; readonly isImmutable?: boolean }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookie?: string };

export interface RawCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Set on routes of access `visitor`. */
  readonly visitor?: Visitor;
  readonly parts: ApiParts;
}

export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly visitor?: Visitor;
  readonly parts: ApiParts;
}

export interface RouteShape<Params, Query, Body> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly access: Access;
  readonly summary: string;
  /** Bytes of a body; the server's usual limit when absent. */
  readonly bodyLimit?: number;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Shape of the JSON answer; absent where the answer is no JSON. */
  readonly response?: z.ZodType;
  readonly handle: (call: Call<Params, Query, Body>) => Promise<Answer>;
}

export interface Route extends Omit<RouteShape<unknown, unknown, unknown>, 'handle'> {
  readonly handle: (call: RawCall) => Promise<Answer>;
}

const nothing = z.unknown();

function parse<Output>(schema: z.ZodType<Output>, input: unknown, where: string): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Fault('input.invalid', 'The request does not have the documented shape.', {
    fields: { ...schemaIssues(parsed.error, where) },
  });
}

/** Declares a route; its handler sees parsed input only. */
export function route<Params = unknown, Query = unknown, Body = unknown>(
  shape: RouteShape<Params, Query, Body>,
): Route {
  return {
    ...shape,
    handle: ({ params, query, body, visitor, parts }) =>
      shape.handle({
        params: parse(shape.params ?? (nothing as z.ZodType<Params>), params, 'params'),
        query: parse(shape.query ?? (nothing as z.ZodType<Query>), query, 'query'),
        body: parse(shape.body ?? (nothing as z.ZodType<Body>), body, 'body'),
        visitor,
        parts,
      }),
  };
}

export const json = (body: unknown, status?: number): Answer => ({ kind: 'json', body, status });
