/** What learning needs from outside: a place that keeps model files. `bot/store` plugs in the file system, tests the memory. */

/**
 * Files by path: lower-case segments of letters, digits, `.`, `_`, `-`, joined by `/`. Any other path is refused with Fault `input.invalid`.
 * A failing disk or server shows as Fault `store.unavailable`.
 */
export interface ArtefactStore {
  /** Names directly below a folder, sorted; empty when there is none. */
  list(folder: string): Promise<readonly string[]>;
  /** The whole file, or undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Replaces the file in one step: a reader, or a crash, sees the old bytes or the new ones. Durable when it resolves. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes a file, or a folder with all in it; nothing happens when it is absent. */
  remove(path: string): Promise<void>;
}
