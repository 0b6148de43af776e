/** The numbering plans of all countries, as libphonenumber-js ships them. Loaded once by phones.ts and shown.ts. */
import { createRequire } from 'node:module';
import type { MetadataJson } from 'libphonenumber-js/core';

/** Required rather than imported: the package serves a JavaScript module under this name to `import`, JSON to `require`. */
export const phoneMetadata: MetadataJson = createRequire(import.meta.url)(
  'libphonenumber-js/metadata.max.json',
);
