/** `leadline train intents|slots|endpointing --pack DIR`: a new version of a model of a pack, with its figures. */
import { resolve } from 'node:path';
import {
  loadPack,
  openModelHome,
  PACK_SEED,
  packFolder,
  retrainTurnEnd,
  retrainUnderstanding,
} from '../../bot/index.js';
import type { ModelCard } from '../../learning/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { settingsOf } from '../settings-of.js';
import { byteSize, counted, factLines, percent } from '../text-table.js';

export interface TrainPackOptions {
  readonly part: 'intents' | 'slots' | 'endpointing';
  readonly pack: string;
  readonly dataDir?: string;
}

export async function trainPack(context: CommandContext, options: TrainPackOptions): Promise<ExitCode> {
  const { terminal, clock, signal, workingFolder } = context;
  const { part, dataDir } = options;
  const pack = loadPack(packFolder(resolve(workingFolder, options.pack)));
  const settings = settingsOf(context, dataDir === undefined ? {} : { dataDir });
  const home = openModelHome(resolve(workingFolder, settings.dataDir), clock);
  const request = { pack, home, seed: PACK_SEED, onProgress: terminal.onProgress, signal };
  const card = await (part === 'endpointing'
    ? retrainTurnEnd(request)
    : retrainUnderstanding({ ...request, part }));
  const { name, version, metrics, rows } = card;
  terminal.emit({ model: name, version, metrics, trained: part, rows, active: true });
  for (const line of linesOf(card, part)) terminal.say(line);
  return 0;
}

const NAMES: Readonly<Record<string, string>> = {
  intentAccuracy: 'right intent',
  slotF1: 'F1 of slots',
  oosRecall: 'out of scope recognised',
  auc: 'AUC of finished or not on beginnings left out, as typed',
};

function linesOf(
  { name, version, metrics, rows, files }: ModelCard,
  part: TrainPackOptions['part'],
): string[] {
  const bytes = Object.values(files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const facts = Object.entries(metrics).map(([metric, { value, low, high }]): [string, string] => {
    const [kind = metric, locale] = metric.split('.');
    const interval =
      low === undefined || high === undefined ? '' : ` (95 % interval ${percent(low)} to ${percent(high)})`;
    return [
      `${NAMES[kind] ?? kind}${locale === undefined ? '' : `, ${locale}`}`,
      `${percent(value)}${interval}`,
    ];
  });
  return [
    `Trained ${part} on ${counted(rows, part === 'endpointing' ? 'example' : 'utterance')}; ${byteSize(bytes)} in all.`,
    ...figureLines(facts, part),
    `Stored as ${name} ${version}; ${SERVES[part]}. Back to the one before: leadline models rollback ${name}`,
  ];
}

const SERVES: Readonly<Record<TrainPackOptions['part'], string>> = {
  intents: 'it serves from the next start of the server on',
  slots: 'it serves from the next start of the server on',
  endpointing: 'it judges every call that begins from now on',
};

function figureLines(facts: readonly [string, string][], part: TrainPackOptions['part']): readonly string[] {
  if (part === 'endpointing')
    return [...factLines(facts), 'What it is worth in speech: leadline eval endpointing'];
  return facts.length > 0
    ? ['On the locked test set of the pack:', ...factLines(facts)]
    : ['The pack has no locked test set (locked/test.tsv), so there are no figures.'];
}
