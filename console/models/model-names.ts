/** What models, their tasks and their measures are called on the screen; unknown names are made readable. */
import type { ModelSummary } from '../../protocol/index.js';
import { readModelVersion } from '../model/model-version.js';
import { plainName } from '../model/plain-names.js';
import type { Words } from '../words/en.js';

/** A model's name or task. */
export function modelName(name: string, words: Words): string {
  return words.models.models[name] ?? plainName(name);
}

/** What the model is for, where its name does not say that already. */
export function taskOf({ name, task }: Pick<ModelSummary, 'name' | 'task'>, words: Words): string {
  const text = modelName(task, words);
  return text === modelName(name, words) ? '' : text;
}

/** "Version 3"; as it is for a version that no registry counted. */
export function versionText(version: string, words: Words): string {
  const { number } = readModelVersion(version);
  return number === undefined ? version : words.models.versionNumber(number);
}

/** `auc`, or `slotF1.zh` for a measure in one language. */
export function metricName(name: string, words: Words): string {
  const [measure = name, locale] = name.split('.');
  const text = words.models.names[measure] ?? plainName(measure);
  return locale === undefined ? text : words.models.inLanguage(text, words.languages[locale] ?? locale);
}
