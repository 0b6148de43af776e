/** Promise: an imported model never takes the place of one that the server itself serves by. */
import { afterAll, expect, test } from '@jest/globals';
import { openWorkplace } from './in-a-terminal.js';

const place = openWorkplace();
afterAll(() => place.close());

const importAs = (...name: string[]) =>
  place.leadline('models', 'import', 'x.onnx', '--features', 'x.json', '--data-dir', 'data', ...name);

test.each([['understanding'], ['lead-score'], ['../outside'], ['Big']])('%s is refused', async (name) => {
  const { code, err } = await importAs('--name', name);
  expect([code, err]).toEqual([2, expect.stringContaining(`"${name}" is `)]);
});

test('a name of its own is not what is wrong with an import', async () => {
  // Control: it gets as far as the file, which is not there.
  expect((await importAs('--name', 'churn')).err).toMatch(/x\.onnx cannot be read/);
});
