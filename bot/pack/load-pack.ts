/**
 * Loads a pack with everything it extends, checked: the loader of the server and of `leadline check` alike.
 * Rooms receive the parts they declared schemas for; nobody else reads pack files.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { assembleDialogPack, type DialogPack } from '../../dialogs/index.js';
import type { SourceDocument } from '../../knowledge/index.js';
import { type LeadPack, type LeadsFile, leadsFileSchema, mergeWording } from '../../leads/index.js';
import { Fault } from '../../protocol/index.js';
import { checkSignals, crossCheck } from './cross-checks.js';
import { type PackFolder, readPackFolder } from './pack-folder.js';
import { type PackProblem, packFault } from './pack-problem.js';
import type { PackSettings } from './pack-settings.js';
import { type PackWords, packWordsOf } from './pack-words.js';
import { createValueReader } from './read-value.js';

export interface LoadedPack {
  readonly folder: string;
  readonly settings: PackSettings;
  readonly dialogs: DialogPack;
  readonly documents: readonly SourceDocument[];
  readonly leads: LeadPack;
  readonly words: PackWords;
  /** sha256 over every file of the pack and its bases; changes exactly when the pack does. */
  readonly hash: string;
}

const MAX_BASES = 8;

/** Throws Fault `pack.not-found` or `pack.invalid` (fields.problems: file, line, message of each). */
export function loadPack(folder: string): LoadedPack {
  const { pack, problems } = examinePack(folder);
  if (pack === undefined || problems.length > 0) throw packFault(problems);
  return pack;
}

/** Reads everything and reports all problems at once; throws only when there is no pack at all. */
export function examinePack(folder: string): {
  readonly pack: LoadedPack | undefined;
  readonly problems: readonly PackProblem[];
} {
  const chain = readChain(resolve(folder));
  const own = chain.at(-1)!;
  const problems = chain.flatMap((part) => inFolder(part, own, part.problems));
  if (problems.length > 0) return { pack: undefined, problems };
  const { name, title, locales, defaultLocale, timeZone, country, currency, businessHours } = own.settings;
  const dialogs = assembleDialogPack(
    { name, title, locales, defaultLocale, timeZone, country, currency, businessHours },
    chain.map((part) => part.parts),
  );
  const flowFiles = Object.assign({}, ...chain.map((part) => part.flowFiles)) as Record<string, string>;
  const leads = leadPackOf(own.settings, dialogs, chain);
  return {
    pack: {
      folder: own.folder,
      settings: own.settings,
      dialogs,
      documents: chain.flatMap((part) => part.documents),
      leads,
      words: packWordsOf(dialogs),
      hash: hashOf(chain),
    },
    problems: [...crossCheck(dialogs, flowFiles), ...checkSignals(dialogs, leads)],
  };
}

/** A pack without a leads.yaml of its own or inherited: nothing is contact data, nothing is a signal. */
const NO_LEADS: LeadsFile = leadsFileSchema.parse({});

/** The last leads.yaml of the chain counts, with the words of all. */
function leadPackOf(settings: PackSettings, dialogs: DialogPack, chain: readonly PackFolder[]): LeadPack {
  const { locales, defaultLocale, timeZone, country, goal, salesLine } = settings;
  const files = chain.flatMap((part) => part.leads ?? []);
  const file = files.at(-1) ?? NO_LEADS;
  const wording = files.map((each) => each.wording).reduce(mergeWording, NO_LEADS.wording);
  return {
    ...file,
    wording,
    classes: chain.flatMap((part) => part.classes),
    ...{ locales, defaultLocale, timeZone, country, goal, salesLine },
    readValue: createValueReader(dialogs),
  };
}

/** The pack and what it extends, base first. */
function readChain(folder: string): readonly PackFolder[] {
  const chain: PackFolder[] = [];
  let next: string | undefined = folder;
  while (next !== undefined) {
    const part = readPackFolder(next);
    if (chain.length >= MAX_BASES || chain.some((seen) => seen.folder === part.folder)) {
      throw new Fault('pack.invalid', `${folder} extends itself or more than ${MAX_BASES} packs.`);
    }
    chain.unshift(part);
    next = part.settings.extends && join(dirname(part.folder), part.settings.extends);
  }
  return chain;
}

/** Problems of a base pack name the base's folder. */
function inFolder(
  part: PackFolder,
  own: PackFolder,
  problems: readonly PackProblem[],
): readonly PackProblem[] {
  if (part === own) return problems;
  return problems.map((problem) => ({ ...problem, file: join('..', part.settings.name, problem.file) }));
}

function hashOf(chain: readonly PackFolder[]): string {
  const hash = createHash('sha256');
  for (const part of chain) {
    for (const file of part.files)
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(part.folder, file)));
  }
  return hash.digest('hex');
}
