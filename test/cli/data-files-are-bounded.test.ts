/** Promise: a data file is read up to a size that a job can hold; a small gzip file that unfolds to more is refused, not unfolded. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { readDataFile } from '../../cli/jobs/data-file.js';
import { openWorkplace } from './in-a-terminal.js';

const place = openWorkplace();
afterAll(() => place.close());

const MOST = 64 * 1024;
const put = (name: string, content: string | Uint8Array) => join(place.folder, place.put(name, content));
const text = (bytes: number) => 'a,b\n'.repeat(bytes / 4);

test.each([
  ['plain', text(MOST + 4)],
  ['packed', gzipSync(text(64 * MOST))],
])('a %s file that holds too much is refused by name', (name, content) => {
  const file = put(name, content);
  expect(() => readDataFile(file, MOST)).toThrow(
    expect.objectContaining({ code: 'input.too-large', message: expect.stringContaining(file) }),
  );
});

test.each([
  ['plain', text(MOST)],
  ['packed', gzipSync(text(MOST))],
])('a %s file that just fits is read', (name, content) => {
  expect(readDataFile(put(name, content), MOST).text).toBe(text(MOST));
});

test('a file that only claims to be packed cannot be read', () => {
  const file = put('torn.gz', gzipSync(text(MOST)).subarray(0, 60));
  expect(() => readDataFile(file)).toThrow(expect.objectContaining({ code: 'usage.wrong' }));
});
