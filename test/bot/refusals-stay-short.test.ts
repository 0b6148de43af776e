/** Promise: a refused body is told by its first issues and their count; the refusal never grows with what was sent. */
import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { route } from '../../bot/api/route.js';
import { type Fault, ISSUES_TOLD, schemaIssues } from '../../protocol/index.js';

const numbers = route({
  method: 'POST',
  url: '/numbers',
  access: 'public',
  summary: 'Takes numbers.',
  body: z.object({ numbers: z.array(z.number()) }),
  handle: async () => ({ kind: 'text', body: '', contentType: 'text/plain' }),
});

function refusalOf(body: unknown): Fault {
  try {
    void numbers.handle({ params: {}, query: {}, body } as Parameters<typeof numbers.handle>[0]);
  } catch (thrown) {
    return thrown as Fault;
  }
  throw new Error('The body was taken.');
}

it('tells the first issues with their place, and how many there are', () => {
  const { code, fields } = refusalOf({ numbers: Array.from({ length: 5000 }, () => 'x') });
  expect(code).toBe('input.invalid');
  expect(fields?.issueCount).toBe(5000);
  expect(fields?.issues).toHaveLength(ISSUES_TOLD);
  expect(fields).toMatchObject({
    issues: expect.arrayContaining([{ code: 'invalid_type', path: 'body.numbers.0' }]),
  });
});

it('negative control: the schema itself reports every issue', () => {
  const parsed = z.array(z.number()).safeParse(Array.from({ length: 5000 }, () => 'x'));
  expect(parsed.error?.issues).toHaveLength(5000);
  expect(JSON.stringify(schemaIssues(parsed.error!)).length).toBeLessThan(2000);
});
