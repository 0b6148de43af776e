/** The door of bot/store: what happened, what is owed, and what the console reads. */
export { DATABASE_FILE, openStore, type StoreSettings, whileStoreIsFree } from './open-store.js';
export * from './ports.js';
