/** The files of one pack folder, read and parsed, without what the pack extends. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  catalogRowSchema,
  type DialogPackParts,
  flowFileSchema,
  intentFileSchema,
  keywordsFileSchema,
  type ResponseCatalog,
  responseCatalogSchema,
  slotOfValuesFile,
  slotsFileSchema,
  toIntentData,
  type ValueSet,
  valuesSchema,
} from '../../dialogs/index.js';
import type { SourceDocument } from '../../knowledge/index.js';
import { type ClassFile, classFileSchema, type LeadsFile, leadsFileSchema } from '../../leads/index.js';
import { Fault, toFault } from '../../protocol/index.js';
import { readCsv } from './csv-file.js';
import type { PackProblem } from './pack-problem.js';
import { type PackSettings, packSettingsSchema } from './pack-settings.js';
import { readPackText } from './pack-text.js';
import { readYaml } from './yaml-file.js';

/** Largest knowledge document accepted, bytes. */
const MAX_DOCUMENT_BYTES = 1_000_000;

export interface PackFolder {
  readonly folder: string;
  readonly settings: PackSettings;
  readonly parts: DialogPackParts;
  readonly documents: readonly SourceDocument[];
  readonly leads: LeadsFile | undefined;
  readonly classes: readonly ClassFile[];
  /** File of each flow, for messages. */
  readonly flowFiles: Readonly<Record<string, string>>;
  /** Every file that was read, relative to the folder, sorted. */
  readonly files: readonly string[];
  readonly problems: readonly PackProblem[];
}

/** Throws Fault `pack.not-found` without a pack.yaml, `pack.invalid` when pack.yaml itself is broken. */
export function readPackFolder(folder: string): PackFolder {
  const settingsFile = join(folder, 'pack.yaml');
  if (!existsSync(settingsFile)) {
    throw new Fault('pack.not-found', `There is no pack.yaml in ${folder}.`, { fields: { folder } });
  }
  const settings = readYaml(settingsFile, 'pack.yaml', packSettingsSchema);
  const reader = new FolderReader(folder, [...settings.problems]);
  const intents = reader.yamlFiles('intents', intentFileSchema);
  const flows = reader.yamlFiles('flows', flowFileSchema);
  for (const { file, value } of intents) reader.attempt(file, () => toIntentData(value));
  return {
    folder,
    settings: settings.value ?? packSettingsSchema.parse(FALLBACK_SETTINGS),
    parts: {
      intents: intents.map(({ value }) => value),
      flows: flows.map(({ value }) => value),
      catalog: reader.csvFile('catalog.csv', catalogRowSchema),
      slots: reader.yamlFile('slots.yaml', slotsFileSchema) ?? {},
      values: reader.values(),
      keywords: reader.yamlFile('keywords.yaml', keywordsFileSchema) ?? {},
      responses: reader.responses(),
    },
    documents: reader.documents(),
    leads: reader.yamlFile('leads.yaml', leadsFileSchema),
    classes: reader.yamlFiles('classes', classFileSchema).map(({ value }) => value),
    flowFiles: Object.fromEntries(flows.map(({ file, value }) => [value.flow, file])),
    files: ['pack.yaml', ...reader.files].sort(),
    problems: reader.problems,
  };
}

/** Stands in while the remaining files are checked; a pack with a broken pack.yaml is always refused. */
const FALLBACK_SETTINGS = { name: 'broken', title: { en: 'Broken' }, locales: ['en'], defaultLocale: 'en' };

class FolderReader {
  readonly files: string[] = [];

  constructor(
    readonly folder: string,
    readonly problems: PackProblem[],
  ) {}

  yamlFiles<Schema extends z.ZodType>(subfolder: string, schema: Schema) {
    return this.#list(subfolder, /\.ya?ml$/).flatMap((file) => {
      const reading = readYaml(join(this.folder, file), file, schema);
      this.problems.push(...reading.problems);
      return reading.value === undefined ? [] : [{ file, value: reading.value }];
    });
  }

  yamlFile<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> | undefined {
    if (!existsSync(join(this.folder, file))) return undefined;
    this.files.push(file);
    const reading = readYaml(join(this.folder, file), file, schema);
    this.problems.push(...reading.problems);
    return reading.value;
  }

  csvFile<Schema extends z.ZodType>(file: string, schema: Schema): readonly z.output<Schema>[] {
    if (!existsSync(join(this.folder, file))) return [];
    this.files.push(file);
    const reading = readCsv(join(this.folder, file), file, schema);
    this.problems.push(...reading.problems);
    return reading.rows;
  }

  values(): Record<string, ValueSet> {
    const files = this.yamlFiles('values', valuesSchema);
    return Object.fromEntries(files.map(({ file, value }) => [slotOfValuesFile(file), value]));
  }

  responses(): Record<string, ResponseCatalog> {
    const files = this.yamlFiles('responses', responseCatalogSchema);
    return Object.fromEntries(files.map(({ file, value }) => [file.replace(/^.*\/|\.ya?ml$/g, ''), value]));
  }

  documents(): readonly SourceDocument[] {
    return this.#subfolders('knowledge').flatMap((locale) =>
      this.#list(join('knowledge', locale), /\.md$/).flatMap((file) => {
        const reading = readPackText(join(this.folder, file), file, MAX_DOCUMENT_BYTES);
        if (reading.kind === 'read') return [{ document: file, locale, content: reading.text }];
        this.problems.push(reading.problem);
        return [];
      }),
    );
  }

  /** Runs a check that throws a Fault and turns it into a problem of `file`. */
  attempt(file: string, check: () => void): void {
    try {
      check();
    } catch (thrown) {
      const message = toFault(thrown).message;
      this.problems.push({ file, line: lineOf(join(this.folder, file), toFault(thrown)), message });
    }
  }

  #list(subfolder: string, pattern: RegExp): readonly string[] {
    const path = join(this.folder, subfolder);
    if (!existsSync(path)) return [];
    const found = readdirSync(path)
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => join(subfolder, name));
    this.files.push(...found);
    return found;
  }

  #subfolders(name: string): readonly string[] {
    const path = join(this.folder, name);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((entry) => statSync(join(path, entry)).isDirectory())
      .sort();
  }
}

/** Line on which the utterance stands that a Fault complains about; 1 when it names none. */
function lineOf(path: string, fault: Fault): number {
  const { utterance } = fault.fields;
  if (typeof utterance !== 'string') return 1;
  const lines = readFileSync(path, 'utf8').split('\n');
  return (
    Math.max(
      0,
      lines.findIndex((line) => line.includes(utterance)),
    ) + 1
  );
}
