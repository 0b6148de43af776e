/**
 * Opens data files as people have them: gzip or not, UTF-8, UTF-16 or Windows-1252, one file or a folder. Called by the jobs;
 * what the text means is for the readers of learning/.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DataText } from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';

/** Text that a job can hold as one string; what a small gzip file unfolds to counts, not its own size. */
const MOST_BYTES = 512 * 1024 * 1024 - 1024;

/**
 * A file's text. @param file absolute path; messages show it as given. @param mostBytes of the unpacked text.
 * Faults `usage.wrong` when it cannot be read, `input.too-large` when it holds more than `mostBytes`.
 */
export function readDataFile(file: string, mostBytes = MOST_BYTES): DataText {
  return { file, text: decodeText(bytesOf(file, mostBytes)) };
}

function bytesOf(file: string, mostBytes: number): Uint8Array {
  try {
    if (statSync(file).size > mostBytes) throw tooLarge(file, mostBytes);
    const bytes = readFileSync(file);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return isPacked ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes;
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    if ((cause as { readonly code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(file, mostBytes, cause);
    const why = existsSync(file) ? (isFolder(file) ? 'is a folder' : 'cannot be read') : 'does not exist';
    throw new Fault('usage.wrong', `${file} ${why}; give the path of a data file.`, { cause });
  }
}

const tooLarge = (file: string, mostBytes: number, cause?: unknown) =>
  new Fault(
    'input.too-large',
    `${file} holds more than ${Math.round(mostBytes / 1024 ** 2)} MB of text; give fewer rows.`,
    { cause },
  );

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Spreadsheets save UTF-16 with a mark, or the Windows code page; everything else is UTF-8. */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Fault `usage.wrong` when the place cannot be written. */
export function writeOutFile(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (cause) {
    throw new Fault('usage.wrong', `${file} cannot be written; choose another place.`, { cause });
  }
}

/** One JSON object a line. */
export function writeJsonLines(file: string, records: readonly object[]): void {
  writeOutFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}
