/** The door of knowledge/: documents in, cited passages and answers out. */
export { type AnswererSettings, type KnowledgeAnswer, KnowledgeAnswerer } from './answer/answerer.js';
export { type PassageHit, PassageIndex } from './index/passage-index.js';
export type { Passage, SourceDocument } from './ingest/document.js';
export { MAX_DOCUMENT_CHARACTERS, splitMarkdown } from './ingest/markdown.js';
