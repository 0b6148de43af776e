/** What models, their tasks and their measures are called on the screen; unknown names are made readable. */
import { plainName } from '../model/plain-names.js';
import type { Words } from '../words/en.js';

/** A model's name or task. */
export function modelName(name: string, words: Words): string {
  return words.models.models[name] ?? plainName(name);
}

/** `auc`, or `slotF1.zh` for a measure in one language. */
export function metricName(name: string, words: Words): string {
  const [measure = name, locale] = name.split('.');
  const text = words.models.names[measure] ?? plainName(measure);
  return locale === undefined ? text : words.models.inLanguage(text, words.languages[locale] ?? locale);
}
