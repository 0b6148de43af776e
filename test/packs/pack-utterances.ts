// Reads the intent files of the shipped packs for the pack tests. It parses the inline slot marks strictly,
// so that a broken mark is reported with its file, and never repairs anything.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface SlotSpan {
  readonly slot: string;
  readonly surface: string;
  /** Offset of the span in `text`, in UTF-16 units. */
  readonly start: number;
}

export interface PackUtterance {
  readonly file: string;
  readonly intent: string;
  readonly locale: string;
  /** The line as written, with its slot marks. */
  readonly source: string;
  /** The line as a visitor would type it. */
  readonly text: string;
  readonly slots: readonly SlotSpan[];
}

interface IntentFile {
  readonly intent: string;
  readonly description: string;
  readonly outOfScope?: boolean;
  readonly utterances: Readonly<Record<string, readonly unknown[]>>;
}

const MARK = /\[([^[\]]+)\]\(([a-z_]+)\)/g;

/** Splits `[surface](slot)` marks from the text; throws on a bracket that belongs to no mark. */
export function parseUtterance(source: string): { text: string; slots: SlotSpan[] } {
  const slots: SlotSpan[] = [];
  let text = '';
  let last = 0;
  for (const match of source.matchAll(MARK)) {
    const [mark, surface = '', slot = ''] = match;
    text += source.slice(last, match.index);
    slots.push({ slot, surface, start: text.length });
    text += surface;
    last = match.index + mark.length;
  }
  text += source.slice(last);
  if (/[[\]]/.test(text)) throw new Error(`stray bracket in "${source}"`);
  return { text, slots };
}

/** Every utterance of the given packs folder (`packs/<name>/intents/*.yaml`). */
export function readPackUtterances(packsFolder: string, packs: readonly string[]): PackUtterance[] {
  const all: PackUtterance[] = [];
  for (const pack of packs) {
    const folder = join(packsFolder, pack, 'intents');
    for (const name of readdirSync(folder).sort()) {
      const file = join(folder, name);
      const content = parse(readFileSync(file, 'utf8')) as IntentFile;
      for (const [locale, lines] of Object.entries(content.utterances)) {
        for (const line of lines) {
          if (typeof line !== 'string') throw new Error(`${file}: ${JSON.stringify(line)} is not a text`);
          all.push({ file, intent: content.intent, locale, source: line, ...parseUtterance(line) });
        }
      }
    }
  }
  return all;
}
