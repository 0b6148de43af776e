/** Keyset cursors: where a page ended, as an opaque word. */
import { z } from 'zod';
import { Fault } from '../../protocol/index.js';

const position = z.tuple([z.number(), z.string()]);

export interface CursorPosition {
  readonly lastActiveMs: number;
  readonly conversationId: string;
}

export function encodeCursor(at: CursorPosition): string {
  return Buffer.from(JSON.stringify([at.lastActiveMs, at.conversationId])).toString('base64url');
}

/** @throws Fault `input.invalid` */
export function decodeCursor(cursor: string): CursorPosition {
  try {
    const [lastActiveMs, conversationId] = position.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    return { lastActiveMs, conversationId };
  } catch (cause) {
    throw new Fault('input.invalid', 'The cursor is not one that this server gave out.', { cause });
  }
}
