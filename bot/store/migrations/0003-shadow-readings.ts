/** What two versions of a model read side by side, without the words; and which models a lead was read by. */
import type { Kysely, Migration } from 'kysely';

export const shadowReadings: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('shadow_readings')
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('active_version', 'text', (column) => column.notNull())
      .addColumn('challenger_version', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('moment', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addColumn('active_label', 'text', (column) => column.notNull())
      .addColumn('active_value', 'double precision')
      .addColumn('active_took_ms', 'double precision', (column) => column.notNull())
      .addColumn('challenger_label', 'text', (column) => column.notNull())
      .addColumn('challenger_value', 'double precision')
      .addColumn('challenger_took_ms', 'double precision', (column) => column.notNull())
      .addPrimaryKeyConstraint('shadow_readings_key', [
        'workspace_id',
        'model',
        'active_version',
        'challenger_version',
        'conversation_id',
        'moment',
      ])
      .execute();
    await schema
      .createIndex('shadow_readings_by_workspace_id_model_at_ms')
      .on('shadow_readings')
      .columns(['workspace_id', 'model', 'at_ms'])
      .execute();
    await schema.alterTable('leads').addColumn('read_by', 'text').execute();
  },
};
