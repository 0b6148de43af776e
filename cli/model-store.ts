/** The models of the data folder that a command works on. Called by the training and scoring commands; versions are files, so a running server need not stop. */
import { resolve } from 'node:path';
import { openModelHome } from '../bot/index.js';
import type { ModelCard, ModelCardDraft, ModelRegistry, ModelVersion } from '../learning/index.js';
import { Fault } from '../protocol/index.js';
import type { CommandContext } from './command.js';
import { settingsOf } from './settings-of.js';

export function modelStoreOf(context: CommandContext, dataDir: string | undefined): ModelRegistry {
  const settings = settingsOf(context, dataDir === undefined ? {} : { dataDir });
  return openModelHome(resolve(context.workingFolder, settings.dataDir), context.clock).registry;
}

/** Names that the server's own models have; a table model under one of them would take their place. */
const TAKEN = ['understanding', 'endpointing', 'lead-class', 'lead-score', 'lead-segments'];
const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;

/** Fault `usage.wrong` for a name that a table model cannot have. */
export function checkModelName(name: string): void {
  if (!NAME.test(name))
    throw new Fault('usage.wrong', `"${name}" is no model name: small letters, digits and hyphens.`);
  if (TAKEN.includes(name))
    throw new Fault('usage.wrong', `"${name}" is a model of the server itself; choose another --name.`);
}

export interface NewVersion {
  readonly name: string;
  readonly draft: ModelCardDraft;
  readonly files: ModelVersion['files'];
  readonly isActivated: boolean;
}

/** Stores a version, and makes it the serving one as the person asks. */
export async function keepVersion(registry: ModelRegistry, version: NewVersion): Promise<ModelCard> {
  const card = await registry.save(version.name, version.draft, version.files);
  if (version.isActivated) await registry.activate(version.name, card.version, 'person');
  return card;
}

/** The active version. Fault `learning.no-model` that says how to make one. */
export async function activeVersion(
  registry: ModelRegistry,
  name: string,
  howTo: string,
): Promise<ModelVersion> {
  const [version] = await registry.history(name);
  if (version === undefined)
    throw new Fault('learning.no-model', `There is no active model "${name}"; ${howTo}.`);
  return registry.load(name, version);
}
