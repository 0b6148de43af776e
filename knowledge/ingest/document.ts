/** A company document cut into passages: the unit that is indexed, cited and shown. */
import type { Locale } from '../../protocol/index.js';

export interface Passage {
  /** `<document>#<number>`, stable while the document keeps its order. */
  readonly passageId: string;
  /** Path of the file inside the pack. */
  readonly document: string;
  readonly locale: Locale;
  readonly title: string;
  /** Headings above the passage, outermost first, without the title. */
  readonly headings: readonly string[];
  /** Plain text, one paragraph. */
  readonly text: string;
}

export interface SourceDocument {
  readonly document: string;
  readonly locale: Locale;
  /** Markdown. */
  readonly content: string;
}
