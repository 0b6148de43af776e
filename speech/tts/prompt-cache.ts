/** Remembers recently spoken sentences, so that fixed prompts cost nothing the second time. Bounded in bytes, oldest out. */
import type { SpokenAudio } from './speaker.js';

export class PromptCache {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, SpokenAudio>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get sizeBytes(): number {
    return this.#bytes;
  }

  find(key: string): SpokenAudio | undefined {
    const audio = this.#entries.get(key);
    if (audio === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, audio);
    return audio;
  }

  keep(key: string, audio: SpokenAudio): void {
    if (audio.samples.byteLength > this.#maxBytes / 4 || this.#entries.has(key)) return;
    this.#entries.set(key, audio);
    this.#bytes += audio.samples.byteLength;
    for (const [oldest, { samples }] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= samples.byteLength;
    }
  }
}
