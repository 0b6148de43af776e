/**
 * Opens data files as people have them: gzip or not, UTF-8, UTF-16 or Windows-1252, one file or a folder. Called by the jobs;
 * what the text means is for the readers of learning/.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DataText } from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';

/** A file's text. @param file absolute path; messages show it as given. Fault `usage.wrong` when it cannot be read. */
export function readDataFile(file: string): DataText {
  return { file, text: decodeText(bytesOf(file)) };
}

function bytesOf(file: string): Uint8Array {
  try {
    const bytes = readFileSync(file);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    const why = existsSync(file) ? (isFolder(file) ? 'is a folder' : 'cannot be read') : 'does not exist';
    throw new Fault('usage.wrong', `${file} ${why}; give the path of a data file.`, { cause });
  }
}

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
