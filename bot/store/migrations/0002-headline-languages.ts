/** Headlines in every language of the pack, beside the plain words of the conversation's own. */
import type { Kysely, Migration } from 'kysely';

export const headlineLanguages: Migration = {
  async up(schema: Kysely<unknown>) {
    await schema.schema.alterTable('leads').addColumn('headline_words', 'text').execute();
  },
};
