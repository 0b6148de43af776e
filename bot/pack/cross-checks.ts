/** What no single file can tell: wordings, intents and languages that files of a pack refer to but nobody wrote. */
import type { DialogPack, Flow } from '../../dialogs/index.js';
import { OUT_OF_SCOPE } from '../../protocol/index.js';
import type { PackProblem } from './pack-problem.js';

/** @param flowFiles file of each flow, for messages. */
export function crossCheck(
  pack: DialogPack,
  flowFiles: Readonly<Record<string, string>>,
): readonly PackProblem[] {
  return [
    ...pack.flows.flatMap((flow) => checkFlow(pack, flow, flowFiles[flow.flow] ?? 'flows')),
    ...checkIntents(pack),
  ];
}

function checkFlow(pack: DialogPack, flow: Flow, file: string): readonly PackProblem[] {
  const problem = (message: string): PackProblem => ({ file, line: 1, message });
  const known = new Set(pack.intents.map((intent) => intent.intent));
  const strangers = flow.intents.filter((intent) => !known.has(intent));
  const missing = pack.locales.flatMap((locale) =>
    [...responseKeysOf(flow)]
      .filter((key) => pack.responses[locale]?.[key] === undefined)
      .map((key) => `${locale}: ${key}`),
  );
  return [
    ...strangers.map((intent) => problem(`intent "${intent}" has no file in intents/`)),
    ...missing.map((key) => problem(`response key missing in responses/${key.replace(': ', '.yaml: ')}`)),
  ];
}

/** Every response key that a flow names. */
export function responseKeysOf(flow: Flow): ReadonlySet<string> {
  const keys = new Set<string>();
  if (flow.confirm !== undefined) keys.add(flow.confirm);
  for (const slot of flow.slots) {
    for (const key of typeof slot.ask === 'string' ? [slot.ask] : slot.ask) keys.add(key);
    for (const key of Object.values(slot.rejects)) keys.add(key);
  }
  for (const step of flow.finish) {
    if (step.kind === 'say') keys.add(step.key);
    if (step.kind === 'action') keys.add(step.done).add(step.failed);
    if (step.kind === 'answer') keys.add(step.else);
    if (step.kind === 'handoff') keys.add(step.say);
  }
  return keys;
}

/** Fewer examples than this and an intent is a guess. */
const MIN_UTTERANCES = 5;

function checkIntents(pack: DialogPack): readonly PackProblem[] {
  return pack.intents.flatMap((intent) =>
    pack.locales
      .filter((locale) => (intent.utterances[locale]?.length ?? 0) < MIN_UTTERANCES)
      .map((locale) => ({
        file: `intents/${intent.intent}.yaml`,
        line: 1,
        message:
          intent.intent === OUT_OF_SCOPE
            ? `out_of_scope needs examples in ${locale}`
            : `fewer than ${MIN_UTTERANCES} utterances in ${locale}`,
      })),
  );
}
