/**
 * Learners from npm on a cell: nlp.js, natural, ml-random-forest. They live in bench/peers with a lock of their own, so that no user
 * installs them: `npm ci --prefix bench/peers`. Called by the cell worker, which is one process per cell: nlp.js shares state in one.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { designRows, type GoalData, learnDesign, type SplitIntentData } from '../../learning/index.js';
import { type Figures, timeTraining } from './cell.js';
import { partOf, type RowSplit } from './data-sets.js';
import { judgeIntents, judgeScores } from './judge.js';

interface NlpJs {
  readonly settings: { autoSave: boolean; log: boolean };
  addLanguage(locale: string): void;
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<unknown>;
  process(locale: string, text: string): Promise<{ readonly intent: string; readonly score: number }>;
  toJSON(): unknown;
}

interface BayesClassifier {
  addDocument(text: string, label: string): void;
  train(): void;
  classify(text: string): string;
}

interface RandomForest {
  train(rows: readonly (readonly number[])[], labels: readonly number[]): void;
  predictProbability(rows: readonly (readonly number[])[], label: number): readonly number[];
}

/** Throws the module loader's error when the peers are not installed. */
function loadPeer(peersFolder: string, name: string): unknown {
  return createRequire(join(peersFolder, 'package.json'))(name);
}

/** nlp.js with its defaults; its intent `None` is out of scope. */
export async function measureNlpJs(peersFolder: string, data: SplitIntentData): Promise<Figures> {
  const { dockStart } = loadPeer(peersFolder, '@nlpjs/basic') as {
    dockStart(settings: object): Promise<{ get(name: string): NlpJs }>;
  };
  const nlp = (await dockStart({ settings: { nlp: { autoSave: false, log: false } }, use: ['Basic'] })).get(
    'nlp',
  );
  nlp.addLanguage('en');
  for (const { text, label } of data.train.examples) nlp.addDocument('en', text, label);
  for (const text of data.train.outOfScope) nlp.addDocument('en', text, 'None');
  const { result: _result, ...cost } = await timeTraining(() => nlp.train());
  const figures = await judgeIntents(data, async (text) => {
    const { intent, score } = await nlp.process('en', text);
    const isOutOfScope = intent === 'None';
    return { label: intent, scope: isOutOfScope ? -score : score, isOutOfScope };
  });
  return { ...figures, ...cost, modelBytes: JSON.stringify(nlp.toJSON()).length };
}

/** Naive Bayes with stems, natural's defaults; it knows no out of scope. */
export async function measureNatural(peersFolder: string, data: SplitIntentData): Promise<Figures> {
  const { BayesClassifier } = loadPeer(peersFolder, 'natural') as {
    BayesClassifier: new () => BayesClassifier;
  };
  const classifier = new BayesClassifier();
  const { result: _result, ...cost } = await timeTraining(() => {
    for (const { text, label } of data.train.examples) classifier.addDocument(text, label);
    classifier.train();
  });
  const inScope = { ...data, test: { ...data.test, outOfScope: [] } };
  const figures = await judgeIntents(inScope, (text) => ({
    label: classifier.classify(text),
    scope: 1,
    isOutOfScope: false,
  }));
  return { ...figures, ...cost };
}

export async function measureRandomForest(
  peersFolder: string,
  data: GoalData,
  { split, seed }: { readonly split: RowSplit; readonly seed: number },
): Promise<Figures> {
  const { RandomForestClassifier } = loadPeer(peersFolder, 'ml-random-forest') as {
    RandomForestClassifier: new (options: object) => RandomForest;
  };
  const train = partOf(data, [...split.train, ...split.validation]);
  const test = partOf(data, split.test);
  const design = learnDesign(train.table);
  const rowsOf = (table: GoalData['table']) => designRows(design, table).map((row) => [...row]);
  const forest = new RandomForestClassifier({ seed, nEstimators: 50, noOOB: true });
  const rows = rowsOf(train.table);
  const { result: _result, ...cost } = await timeTraining(() => forest.train(rows, [...train.targets]));
  const given = forest.predictProbability(rowsOf(test.table), 1);
  return { ...judgeScores(given, [...test.targets]), ...cost };
}
