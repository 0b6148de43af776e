/**
 * Reads the house: which file imports what, and which walls that breaks. Used by the architecture tests on the real
 * tree and, as their negative control, on a planted one.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** Which rooms each room may import, besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  text: ['protocol'],
  learning: ['protocol', 'text'],
  speech: ['protocol', 'text', 'learning'],
  dialogs: ['protocol', 'text', 'learning'],
  knowledge: ['protocol', 'text', 'learning'],
  vision: ['protocol', 'text', 'learning'],
  leads: ['protocol', 'text', 'learning'],
  bot: ['protocol', 'text', 'learning', 'speech', 'dialogs', 'knowledge', 'vision', 'leads'],
  cli: ['protocol', 'text', 'learning', 'speech', 'dialogs', 'knowledge', 'vision', 'leads', 'bot', 'bench'],
  bench: ['protocol', 'text', 'learning', 'speech', 'dialogs', 'knowledge', 'vision', 'leads', 'bot'],
  'web-widget': ['protocol'],
  console: ['protocol'],
};

/** Packages that are words rather than machinery: no I/O, no native code, no weights. Usable anywhere. */
export const VOCABULARY = [
  'zod',
  'uuid',
  'yaml',
  'preact',
  'react',
  'react-dom',
  '@mantine/core',
  '@mantine/hooks',
  '@tanstack/react-query',
  '@tanstack/react-router',
  '@tanstack/react-virtual',
  'socket.io-client',
  'libphonenumber-js',
  'commander',
] as const;

const SERVER_ROOMS = Object.keys(MAY_IMPORT);
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export function readHouse(root: string): readonly SourceFile[] {
  return SERVER_ROOMS.flatMap((room) => {
    const folder = join(root, room);
    return existsSync(folder) ? filesBelow(folder).map((file) => readSource(root, room, file)) : [];
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'generated' || name === 'dev') return [];
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !name.endsWith('.config.ts') ? [path] : [];
  });
}

function readSource(root: string, room: string, file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]!);
  return { path: relative(root, file).split(sep).join('/'), room, text, imports };
}

/** The room and path inside the root that a relative import points to. */
function targetOf(file: SourceFile, specifier: string): { room: string; path: string } {
  const path = normalize(join(dirname(file.path), specifier))
    .split(sep)
    .join('/');
  return { room: path.split('/')[0]!, path };
}

export function findWrongWays(files: readonly SourceFile[]): readonly string[] {
  return eachRelativeImport(files, (file, target) => {
    if (target.room === file.room || MAY_IMPORT[file.room]?.includes(target.room)) return undefined;
    return `${file.path} imports ${target.path}: ${file.room} may not know ${target.room}`;
  });
}

export function findClosedDoors(files: readonly SourceFile[]): readonly string[] {
  return eachRelativeImport(files, (file, target) => {
    if (target.room === file.room || /^[^/]+\/index\.js$/.test(target.path)) return undefined;
    if (!(target.room in MAY_IMPORT)) return undefined;
    return `${file.path} imports ${target.path}: enter ${target.room}/ by its index.ts`;
  });
}

function eachRelativeImport(
  files: readonly SourceFile[],
  judge: (file: SourceFile, target: { room: string; path: string }) => string | undefined,
): readonly string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => judge(file, targetOf(file, specifier)))
      .filter((finding) => finding !== undefined),
  );
}

export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  const [scope, name] = specifier.split('/');
  return scope!.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Packages outside the vocabulary that are imported from more than one folder of the server. */
export function findScatteredVendors(files: readonly SourceFile[]): readonly string[] {
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    if (file.room === 'web-widget' || file.room === 'console' || file.room === 'bench') continue;
    for (const name of file.imports.map(packageOf)) {
      if (name === undefined || (VOCABULARY as readonly string[]).includes(name)) continue;
      folders.set(name, (folders.get(name) ?? new Set()).add(dirname(file.path)));
    }
  }
  return [...folders]
    .filter(([, where]) => !isOneFolder([...where]))
    .map(([name, where]) => `${name} is imported in ${[...where].sort().join(', ')}`);
}

/** True when one of the folders holds all the others. */
function isOneFolder(where: readonly string[]): boolean {
  const top = [...where].sort((a, b) => a.length - b.length)[0]!;
  return where.every((folder) => folder === top || folder.startsWith(`${top}/`));
}

const OUTSIDE = /\bprocess\.env\b|\.listen\(|\bcreateServer\(|\bfetch\(/;

/** Rooms that read the environment, listen or reach out, though only bot/ and cli/ may. */
export function findLeakyRooms(files: readonly SourceFile[]): readonly string[] {
  const closed = ['protocol', 'text', 'learning', 'speech', 'dialogs', 'knowledge', 'vision', 'leads'];
  return files
    .filter((file) => closed.includes(file.room) && OUTSIDE.test(withoutComments(file.text)))
    .map((file) => `${file.path} reads the environment, listens or reaches out`);
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

export const MAX_FILE_LINES = 300;

export function findLongFiles(files: readonly SourceFile[]): readonly string[] {
  return files
    .map((file) => ({ file, lines: file.text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MAX_FILE_LINES)
    .map(({ file, lines }) => `${file.path} has ${lines} lines`);
}

const SWITCHED_OFF = /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|\bas any\b|:\s*any\b|<any>/;

export function findSwitchedOffChecks(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    withoutComments(file.text)
      .split('\n')
      .filter((line) => SWITCHED_OFF.test(line))
      .map((line) => `${file.path}: ${line.trim()}`),
  );
}

/** Files whose first lines do not say what they are. */
export function findSilentFiles(files: readonly SourceFile[]): readonly string[] {
  return files.filter((file) => !/^\s*(?:#!.*\n)?\/\*\*/.test(file.text)).map((file) => file.path);
}
