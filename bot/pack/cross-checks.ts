/** What no single file can tell: wordings, intents and languages that files of a pack refer to but nobody wrote. */
import { type DialogPack, type Flow, findMissingResponses } from '../../dialogs/index.js';
import type { LeadPack } from '../../leads/index.js';
import { OUT_OF_SCOPE } from '../../protocol/index.js';
import type { PackProblem } from './pack-problem.js';

/** @param flowFiles file of each flow, for messages. */
export function crossCheck(
  pack: DialogPack,
  flowFiles: Readonly<Record<string, string>>,
): readonly PackProblem[] {
  return [
    ...pack.flows.flatMap((flow) => checkFlow(pack, flow, flowFiles[flow.flow] ?? 'flows')),
    ...checkResponses(pack),
    ...checkIntents(pack),
    ...checkKeywords(pack),
  ];
}

function checkFlow(pack: DialogPack, flow: Flow, file: string): readonly PackProblem[] {
  const known = new Set(pack.intents.map((intent) => intent.intent));
  return flow.intents
    .filter((intent) => !known.has(intent))
    .map((intent) => ({ file, line: 1, message: `intent "${intent}" has no file in intents/` }));
}

/** What flows and the engine itself say and nobody wrote. */
function checkResponses(pack: DialogPack): readonly PackProblem[] {
  return findMissingResponses(pack).map(({ locale, key }) => ({
    file: `responses/${locale}.yaml`,
    line: 1,
    message: `response key "${key}" is missing`,
  }));
}

/** A keyword's flow must exist, and its languages be those of the pack. */
function checkKeywords(pack: DialogPack): readonly PackProblem[] {
  const inFlows = new Set(pack.flows.flatMap((flow) => flow.intents));
  const problem = (message: string) => ({ file: 'keywords.yaml', line: 1, message });
  return Object.entries(pack.keywords).flatMap(([keyword, { phrases, starts }]) => [
    ...(starts === undefined || inFlows.has(starts)
      ? []
      : [problem(`keyword "${keyword}" starts "${starts}", an intent of no flow`)]),
    ...Object.keys(phrases)
      .filter((locale) => !pack.locales.includes(locale))
      .map((locale) => problem(`keyword "${keyword}" has phrases in "${locale}", no locale of the pack`)),
  ]);
}

/** A signal counts only keywords that are spotted. */
export function checkSignals(
  pack: DialogPack,
  { signals }: Pick<LeadPack, 'signals'>,
): readonly PackProblem[] {
  return signals.flatMap(({ name, keywords }) =>
    keywords
      .filter((keyword) => pack.keywords[keyword] === undefined)
      .map((keyword) => ({
        file: 'leads.yaml',
        line: 1,
        message: `signal "${name}" counts keyword "${keyword}", which keywords.yaml does not have`,
      })),
  );
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
