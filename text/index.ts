/** The door of text/: what several rooms need of language. */
export * from './dates.js';
export * from './digits.js';
export * from './emails.js';
export * from './fold.js';
export * from './formats.js';
export * from './fuzzy.js';
export * from './language.js';
export * from './numbers.js';
export * from './phones.js';
export * from './regional.js';
export * from './said.js';
export * from './sentences.js';
export * from './shown.js';
export * from './simplified.js';
export * from './spoken.js';
export * from './times.js';
export * from './tokens.js';
