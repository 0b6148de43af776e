/** The keywords of a pack in an utterance; common words of the pack are never taken for misspelt keywords. Called once per turn. */
import type { KeywordReading } from '../../protocol/index.js';
import { createKeywordSpotter } from '../../text/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { CommonWords } from './common-words.js';

export interface KeywordReader {
  /** In the order they were said. */
  read(text: string): readonly KeywordReading[];
}

export function createKeywordReader(pack: DialogPack, commonWords: CommonWords): KeywordReader {
  const keywords = Object.entries(pack.keywords).map(([keyword, { phrases, match }]) => ({
    keyword,
    phrases: Object.values(phrases).flat(),
    match,
  }));
  if (keywords.length === 0) return { read: () => [] };
  const spotter = createKeywordSpotter(keywords, commonWords.isCommon);
  return {
    read: (text) =>
      spotter
        .spot(text)
        .map(({ keyword, surface, start, end, match }) => ({ keyword, surface, start, end, match })),
  };
}
