/**
 * Answers predictions of any active model, whoever trained it: texts for text models, records for tables and lead scores. Called by the
 * API; a decoded version is kept until another one is active.
 */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { featuresOf, scoreFeatureRow } from '../../leads/index.js';
import {
  classify,
  decodeLinearClassifier,
  decodeTableScore,
  type ModelRegistry,
  type ModelVersion,
  type ServedModel,
  scoreTableRecord,
  serveModel,
} from '../../learning/index.js';
import { type Clock, Fault, type Prediction, schemaIssues } from '../../protocol/index.js';
import type { LoadedPack } from '../pack/index.js';
import { ONNX_FILE, openOnnxClassifier } from './onnx/onnx-classifier.js';
import { UNDERSTANDING, understanderOf } from './understanding-model.js';

export type Predict = (rows: readonly unknown[]) => Promise<readonly Prediction[]>;

export interface PredictionAnswer {
  readonly model: string;
  readonly version: string;
  readonly predictions: readonly Prediction[];
}

export interface PredictorParts {
  readonly registry: ModelRegistry;
  readonly pack: LoadedPack;
  readonly clock: Clock;
}

export interface Predictors {
  /** One prediction per row, all by the same version. Faults `learning.no-model`, `input.invalid` with the row's number. */
  predict(name: string, rows: readonly unknown[]): Promise<PredictionAnswer>;
}

/** Models kept decoded at the same time; the one that was asked longest ago goes first. */
const MOST_DECODED = 20;

export function createPredictors(parts: PredictorParts): Predictors {
  const served = new Map<string, ServedModel<Predict>>();
  const servedOf = (name: string) => {
    const known =
      served.get(name) ?? serveModel(parts.registry, name, (version) => predictorOf(parts, version));
    served.delete(name);
    served.set(name, known);
    if (served.size > MOST_DECODED) served.delete(served.keys().next().value ?? name);
    return known;
  };
  return {
    async predict(name, rows) {
      const model = servedOf(name);
      const outcome = await model.refresh();
      const serving = model.current();
      if (serving === undefined) {
        served.delete(name);
        const cause = outcome.kind === 'serving' ? undefined : outcome.fault;
        throw cause ?? new Fault('learning.no-model', `No model "${name}" is active.`, { fields: { name } });
      }
      return { model: name, version: serving.card.version, predictions: await serving.model(rows) };
    },
  };
}

/** The file by which `leadline train leads` keeps a score of table rows. */
const TABLE_SCORE = 'score.bin';

/** By what the version is; a model that only groups, such as segments, predicts nothing. */
async function predictorOf(parts: PredictorParts, version: ModelVersion): Promise<Predict> {
  const { name, task } = version.card;
  if (name === UNDERSTANDING) return understandingPredictor(parts, version);
  if (name === 'lead-score') return leadScorePredictor(parts, version);
  if (ONNX_FILE in version.files) return onnxPredictor(version);
  if (TABLE_SCORE in version.files) return tablePredictor(version);
  if (name === 'lead-class' || task === 'intents') return textPredictor(version);
  throw new Fault('input.invalid', `The model "${name}" makes no predictions.`, { fields: { name, task } });
}

const textRow = z.strictObject({
  text: z.string().max(4000),
  locale: z.string().max(20).optional(),
  /** Facts known besides the words, such as `intent:buy_phone`. */
  context: z.array(z.string().max(100)).max(50).optional(),
});
const record = z.record(
  z.string().max(200),
  z.union([z.number(), z.string().max(1000), z.boolean(), z.null()]),
);

/** Rows in order; a wrong one is named by its number, from 0. Turns come between any two rows: a long text takes a sixth of a second. */
function eachRow<Row>(schema: z.ZodType<Row>, work: (row: Row) => Prediction): Predict {
  return async (rows) => {
    const parsed = rows.map((given, index) => parseRow(schema, given, index));
    const predictions: Prediction[] = [];
    for (const row of parsed) {
      predictions.push(work(row));
      await setImmediate();
    }
    return predictions;
  };
}

function parseRow<Row>(schema: z.ZodType<Row>, given: unknown, index: number): Row {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Fault('input.invalid', `Row ${index} does not have the shape that this model reads.`, {
    fields: { row: index, ...schemaIssues(parsed.error) },
  });
}

async function onnxPredictor({ files }: ModelVersion): Promise<Predict> {
  const classifier = await openOnnxClassifier(files);
  return (rows) => classifier.predict(rows.map((given, index) => parseRow(record, given, index)));
}

function understandingPredictor({ pack, clock }: PredictorParts, version: ModelVersion): Predict {
  const understander = understanderOf(pack, version);
  const { defaultLocale } = pack.settings;
  return eachRow(textRow, ({ text, locale = defaultLocale }) => {
    const { intent, confidence, alternatives, slots } = understander.understand(text, {
      locale,
      channel: 'web',
      now: clock.now(),
    });
    return {
      kind: 'class',
      label: intent,
      confidence,
      alternatives: alternatives.map((each) => ({ label: each.intent, confidence: each.confidence })),
      slots,
    };
  });
}

function textPredictor({ files }: ModelVersion): Predict {
  const model = decodeLinearClassifier(fileOf(files, 'model.bin'));
  return eachRow(textRow, ({ text, context }) => {
    const { ranked } = classify(model, { text, context });
    const [best] = ranked;
    return { kind: 'class', label: best!.label, confidence: best!.confidence, alternatives: ranked };
  });
}

function tablePredictor({ files }: ModelVersion): Predict {
  const model = decodeTableScore(fileOf(files, TABLE_SCORE));
  return eachRow(record, (row) => {
    const { score, low, high, reasons } = scoreTableRecord(model, row);
    const worded = reasons.map(({ column, contribution, text }) => ({ feature: column, contribution, text }));
    return { kind: 'probability', score, low, high, reasons: worded };
  });
}

/** Records of features by name; one that is left out counts as not heard. */
function leadScorePredictor({ pack }: PredictorParts, { files }: ModelVersion): Predict {
  const names = featuresOf(pack.leads).features.map((feature) => feature.name);
  const score = scoreFeatureRow(fileOf(files, 'model.json'), names);
  return eachRow(z.record(z.enum(names), z.number().optional()), (row) => {
    const { value, low, high, base, contributions } = score(
      Float64Array.from(names, (name) => row[name] ?? 0),
    );
    const reasons = names
      .map((feature, i) => ({ feature, contribution: contributions[i]! }))
      .filter(({ contribution }) => contribution !== 0)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    return { kind: 'probability', score: value, low, high, base, reasons };
  });
}

function fileOf(files: ModelVersion['files'], name: string): Uint8Array {
  const bytes = files[name];
  if (bytes === undefined) throw new Fault('learning.corrupt-model', `The version lacks its file ${name}.`);
  return bytes;
}
