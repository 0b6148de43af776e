/**
 * Starts the speech process as a child and keeps it alive: a child that dies is started again on the same port after a
 * growing pause, so that clients reconnect by themselves. Closing it ends the child.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Clock, Fault } from '../../protocol/index.js';
import { packageRoot } from '../package-root.js';

export interface SpeechProcessSettings {
  readonly clock: Clock;
  readonly cacheFolder?: string;
  readonly modelsFolder?: string;
  /** The registry whose end-of-turn model judges pauses; none without it. */
  readonly registryFolder?: string;
  /** How long the first start may take. */
  readonly startTimeoutMs?: number;
  /** Hears of deaths and restarts. */
  onRestart?(restart: { readonly attempt: number; readonly exitCode: number | null }): void;
}

export interface SpeechProcess {
  /** `127.0.0.1:port`; stays the same over restarts. */
  readonly address: string;
  readonly pid: number | undefined;
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const KILL_AFTER_MS = 3000;
/** A child that lived this long starts the pauses anew. */
const HEALTHY_AFTER_MS = 60_000;

function entryFile(): string {
  const file = join(packageRoot(), 'dist', 'bot', 'roles', 'speech-process.js');
  if (!existsSync(file))
    throw new Fault('settings.invalid', `The compiled ${file} is missing; run npm run build.`);
  return file;
}

function childEnvironment(settings: SpeechProcessSettings, port: number): NodeJS.ProcessEnv {
  const { cacheFolder, modelsFolder, registryFolder } = settings;
  return {
    ...process.env,
    LEADLINE_SPEECH_PORT: String(port),
    ...(cacheFolder === undefined ? {} : { LEADLINE_CACHE: cacheFolder }),
    ...(modelsFolder === undefined ? {} : { LEADLINE_MODELS_DIR: modelsFolder }),
    ...(registryFolder === undefined ? {} : { LEADLINE_REGISTRY: registryFolder }),
  };
}

class Supervisor implements SpeechProcess {
  readonly #settings: SpeechProcessSettings;
  #child: ChildProcess | undefined;
  #port = 0;
  #isClosing = false;
  #attempt = 0;
  #cancelRestart: () => void = () => undefined;

  constructor(settings: SpeechProcessSettings) {
    this.#settings = settings;
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** @throws Fault `speech.unavailable` when the child does not get ready. */
  start(): Promise<void> {
    const { clock, startTimeoutMs = 30_000 } = this.#settings;
    const child = spawn(process.execPath, [entryFile()], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: childEnvironment(this.#settings, this.#port),
      // Apart from the terminal's group: Ctrl-C is the server's to hear, which ends this child itself or by its closed stdin.
      detached: true,
    });
    this.#child = child;
    const startedMs = clock.monotonic();
    return new Promise((resolve, reject) => {
      const refuse = (reason: string) =>
        reject(new Fault('speech.unavailable', `The speech process ${reason}.`));
      const cancelTimer = clock.schedule(startTimeoutMs, () => {
        refuse(`was not ready within ${startTimeoutMs} ms`);
        child.kill('SIGKILL');
      });
      createInterface({ input: child.stdout! }).on('line', (line) => {
        const port = readyPort(line);
        if (port === undefined) return;
        cancelTimer();
        this.#port = port;
        resolve();
      });
      child.on('error', (error) => refuse(`could not be started: ${error.message}`));
      child.on('exit', (exitCode) => {
        cancelTimer();
        refuse(`ended with ${exitCode}`);
        if (clock.monotonic() - startedMs > HEALTHY_AFTER_MS) this.#attempt = 0;
        this.#lost(child, exitCode);
      });
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#cancelRestart();
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const cancelKill = this.#settings.clock.schedule(KILL_AFTER_MS, () => child.kill('SIGKILL'));
    child.stdin?.end();
    child.kill('SIGTERM');
    await gone;
    cancelKill();
  }

  /** Restarts only what was ready once: a first start that fails is the caller's to hear. */
  #lost(child: ChildProcess, exitCode: number | null): void {
    if (this.#isClosing || this.#port === 0 || this.#child !== child) return;
    const attempt = ++this.#attempt;
    this.#settings.onRestart?.({ attempt, exitCode });
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
    this.#cancelRestart = this.#settings.clock.schedule(pauseMs, () => {
      this.start().catch(() => undefined);
    });
  }
}

function readyPort(line: string): number | undefined {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || !('event' in message)) return undefined;
    return message.event === 'ready' && 'port' in message ? Number(message.port) : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves when the service answers. @throws Fault `speech.unavailable`. */
export async function startSpeechProcess(settings: SpeechProcessSettings): Promise<SpeechProcess> {
  const supervisor = new Supervisor(settings);
  await supervisor.start();
  return supervisor;
}
