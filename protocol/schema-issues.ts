/** What a Fault tells of input that a schema refused: where and which rule, never the value. The borders of bot/ call it. */
import type { z } from 'zod';

/** Issues told one by one; a body of a megabyte can break a rule at every element. */
export const ISSUES_TOLD = 20;

export interface SchemaIssues {
  readonly issues: readonly { readonly code: string; readonly path: string }[];
  /** All issues found, told or not. */
  readonly issueCount: number;
}

/** @param at put before each path: `body`, `query`. */
export function schemaIssues({ issues }: Pick<z.ZodError, 'issues'>, at?: string): SchemaIssues {
  const prefix = at === undefined ? [] : [at];
  return {
    issues: issues
      .slice(0, ISSUES_TOLD)
      .map(({ code, path }) => ({ code, path: [...prefix, ...path].join('.') })),
    issueCount: issues.length,
  };
}
