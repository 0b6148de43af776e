/** The secret that signs tokens of one data folder: 32 random bytes in a file that only its owner may read. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../protocol/index.js';

const FILE = 'secret.key';
const BYTES = 32;

/** Reads the secret, or makes it the first time. Throws Fault `settings.invalid` when the file is damaged. */
export function loadSecret(folder: string): Buffer {
  const path = join(folder, FILE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(BYTES).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  chmodSync(path, 0o600);
  const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  if (secret.length === BYTES) return secret;
  throw new Fault('settings.invalid', `The file ${FILE} is damaged; delete it to have a new one made.`);
}
