/**
 * The recognition engines there can be, in order of preference: each says whether its weights are installed and loads
 * itself on first use. A language without an installed engine is said so, never guessed at.
 */
import { Fault, type Locale } from '../../protocol/index.js';
import type { Transcriber, TranscriberCapabilities } from './transcriber.js';

/** Where weights come from that no package carries. */
export interface WeightSource {
  /** Address of a .tar.bz2 archive. */
  readonly url: string;
  readonly sizeBytes: number;
  /** What of the archive is needed, and the folder that it belongs in. */
  readonly files: readonly string[];
  readonly folder: string;
}

export interface TranscriberEngine {
  readonly capabilities: TranscriberCapabilities;
  /** Absent where the weights come with the installation. */
  readonly source?: WeightSource;
  isInstalled(): boolean;
  load(): Promise<Transcriber>;
}

const languageOf = (locale: Locale) => (locale.split('-')[0] ?? locale).toLowerCase();

export class TranscriberEngines {
  readonly #engines: readonly TranscriberEngine[];
  readonly #loaded = new Map<string, Promise<Transcriber>>();

  constructor(engines: readonly TranscriberEngine[]) {
    this.#engines = engines;
  }

  /** What is installed now. */
  list(): readonly TranscriberCapabilities[] {
    return this.#engines.filter((engine) => engine.isInstalled()).map((engine) => engine.capabilities);
  }

  /** @throws Fault `speech.no-engine` naming the language and what is there. */
  async forLocale(locale: Locale): Promise<Transcriber> {
    const language = languageOf(locale);
    const engine = this.#engines.find(
      ({ capabilities, isInstalled }) => capabilities.locales.includes(language) && isInstalled(),
    );
    if (engine === undefined) {
      const known = [...new Set(this.list().flatMap((entry) => entry.locales))].join(', ') || 'none';
      throw new Fault('speech.no-engine', `No engine recognises "${locale}" here; installed: ${known}.`, {
        fields: { locale },
      });
    }
    return this.#load(engine);
  }

  #load(engine: TranscriberEngine): Promise<Transcriber> {
    const { name } = engine.capabilities;
    const known = this.#loaded.get(name);
    if (known !== undefined) return known;
    const loading = engine.load();
    this.#loaded.set(name, loading);
    loading.catch(() => this.#loaded.delete(name));
    return loading;
  }
}
