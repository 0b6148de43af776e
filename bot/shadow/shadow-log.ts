/** Keeps the readings of trials: gathered and written together, so that a trial costs the store one small write in a while. Used by shadow-watch.ts. */
import type { Clock, WorkspaceId } from '../../protocol/index.js';
import type { ShadowReading, ShadowReadings } from '../store/index.js';

export interface ShadowLogSettings {
  readonly readings: ShadowReadings;
  readonly workspaceId: WorkspaceId;
  readonly clock: Clock;
  /** Hears why a write was given up, and of how many readings. */
  readonly onFailure: (error: unknown, lost: number) => void;
}

const GATHER_MS = 1000;
/** Readings that may wait for a write; more are lost and told. */
const MOST_GATHERED = 500;

export class ShadowLog {
  readonly #settings: ShadowLogSettings;
  #gathered: ShadowReading[] = [];
  #writing: Promise<void> = Promise.resolve();
  #cancel: (() => void) | undefined;

  constructor(settings: ShadowLogSettings) {
    this.#settings = settings;
  }

  add(reading: ShadowReading): void {
    if (this.#gathered.length >= MOST_GATHERED) {
      this.#settings.onFailure(new Error('too many readings wait for the store'), 1);
      return;
    }
    this.#gathered.push(reading);
    this.#cancel ??= this.#settings.clock.schedule(GATHER_MS, () => void this.flush());
  }

  /** Resolves once everything gathered so far is stored or given up. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const { readings, workspaceId, onFailure } = this.#settings;
    const batch = this.#gathered;
    this.#gathered = [];
    if (batch.length === 0) return;
    try {
      await readings.add(workspaceId, batch);
    } catch (error) {
      onFailure(error, batch.length);
    }
  }
}
