/**
 * Makes the tokens file that sherpa-onnx wants for Moonshine: its vocabulary is Llama's, which llama-tokenizer-js
 * carries, padded to the 32,768 rows of the model. Called once per cache folder.
 */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tokenizer from 'llama-tokenizer-js';

const MODEL_VOCABULARY = 32_768;
const FILE_NAME = 'moonshine-tokens.txt';
const BYTE_TOKEN = /^<0x([0-9A-F]{2})>$/;

function tokenBytes(token: string | undefined, id: number): Buffer {
  if (token === undefined) return Buffer.from(`<pad${id}>`);
  const byte = BYTE_TOKEN.exec(token);
  return byte === null ? Buffer.from(token, 'utf8') : Buffer.from([Number.parseInt(byte[1]!, 16)]);
}

/** Path of the file; written whole and renamed, so that two processes may race for it. */
export function ensureMoonshineTokens(cacheFolder: string): string {
  const path = join(cacheFolder, FILE_NAME);
  if (existsSync(path)) return path;
  mkdirSync(cacheFolder, { recursive: true });
  const lines = Array.from(
    { length: MODEL_VOCABULARY },
    (_, id) => `${tokenBytes(tokenizer.vocabById[id], id).toString('base64')} ${id}\n`,
  );
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, lines.join(''));
  renameSync(draft, path);
  return path;
}
