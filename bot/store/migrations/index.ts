/** Runs the migrations in order; a database of a newer release is refused, never touched. */
import { type Migration, Migrator } from 'kysely';
import { Fault } from '../../../protocol/index.js';
import type { Database } from '../schema.js';
import { firstTables } from './0001-first-tables.js';
import { headlineLanguages } from './0002-headline-languages.js';
import { shadowReadings } from './0003-shadow-readings.js';

/** By name, in the order of the names; a published migration never changes. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-headline-languages': headlineLanguages,
  '0003-shadow-readings': shadowReadings,
};

/** @throws Fault `store.migration` */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new Fault('store.migration', 'The database has a schema that this release of Leadline cannot use.', {
    cause: error,
  });
}
