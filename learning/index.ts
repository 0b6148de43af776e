/** The door of the learning room: learners, metrics, data sets and the model registry. Other rooms import only this file. */
export { decodeBoostedTrees, encodeBoostedTrees } from './boosted-trees/boosted-trees-codec.js';
export {
  type BoostedTreesModel,
  boostedScores,
  predictBoosted,
  predictBoostedRecord,
} from './boosted-trees/boosted-trees-model.js';
export type { BoostingGoal } from './boosted-trees/objective.js';
export {
  type BoostedTreesOptions,
  type BoostedTreesTraining,
  trainBoostedTrees,
} from './boosted-trees/train-boosted-trees.js';
export { type CrossFittedTrees, trainCrossFittedTrees } from './boosted-trees/train-cross-fitted-trees.js';
export { type ShapValues, shapValues } from './boosted-trees/tree-shap.js';
export { type Calibration, calibrate, fitIsotonic, fitPlatt } from './calibration/calibration.js';
export {
  brierScore,
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
} from './calibration/reliability.js';
export { type KMeansResult, type KMeansSettings, kMeans, nearest, silhouette } from './clustering/k-means.js';
export {
  type Segment,
  type Segmentation,
  type SegmentOptions,
  type SegmentTrait,
  segmentTable,
} from './clustering/segment-table.js';
export { type CsvData, type CsvRow, readCsv } from './datasets/csv.js';
export type { DataText } from './datasets/data-text.js';
export { type DateColumn, type DateOrder, isoDay, readDates } from './datasets/date-format.js';
export {
  type IntentData,
  OUT_OF_SCOPE,
  readBanking,
  readClinc,
  readIntentLines,
  readSnipsIntents,
  type SplitIntentData,
} from './datasets/intent-data.js';
export { type NumberFormat, numberFormatOf } from './datasets/number-format.js';
export { readSlotLines, readSnipsSlots, type SlotSentence } from './datasets/slot-data.js';
export {
  type GoalData,
  type GoalOptions,
  isMissingWord,
  readTable,
  splitGoal,
  tableFromCsv,
} from './datasets/table-data.js';
export { type CalibrationDrift, calibrationDrift } from './drift/calibration-drift.js';
export {
  type DriftReference,
  type DriftValues,
  learnReference,
  REFERENCE_FILE,
  readReference,
  writeReference,
} from './drift/drift-reference.js';
export {
  type ColumnDrift,
  type DriftVerdict,
  MODERATE_PSI,
  measureDrift,
  type PopulationDrift,
  SHIFTED_PSI,
  stabilityIndex,
} from './drift/population-stability.js';
export type { Embedder } from './embedding/embedder.js';
export {
  createTransformersEmbedder,
  type TransformersModel,
} from './embedding/transformers/embedder-transformers.js';
export { createUseEmbedder } from './embedding/use/embedder-use.js';
export {
  backTestForecast,
  type ForecastBackTest,
  type ForecastQuestion,
  forecastSeries,
  type SeriesForecast,
} from './forecasting/back-test-forecast.js';
export {
  type ForecastPoint,
  fitSeasonal,
  forecastSeasonal,
  type SmoothingModel,
} from './forecasting/seasonal-forecast.js';
export * from './hashed-logistic/hashed-logistic-codec.js';
export * from './hashed-logistic/hashed-logistic-model.js';
export * from './hashed-logistic/train-hashed-logistic.js';
export { columnAuc, findLeaks, type Leak, type LeakReason } from './leaks/find-leaks.js';
export {
  decodeLinearClassifier,
  encodeLinearClassifier,
} from './linear-classifier/linear-classifier-codec.js';
export {
  type Classification,
  type ClassifyInput,
  classify,
  type LinearClassifierModel,
  type RankedLabel,
} from './linear-classifier/linear-classifier-model.js';
export {
  type LabelledUtterance,
  type LinearClassifierOptions,
  type LinearClassifierTraining,
  trainLinearClassifier,
} from './linear-classifier/train-linear-classifier.js';
export {
  fitLogistic,
  type LogisticData,
  type LogisticModel,
  logisticContributions,
  logisticMargin,
  predictLogistic,
} from './logistic/logistic-regression.js';
export {
  type BootstrapOptions,
  bootstrapInterval,
  type Interval,
  quantileOf,
} from './metrics/bootstrap-interval.js';
export {
  accuracy,
  areaUnderRoc,
  averagePrecision,
  type ConfusionMatrix,
  confusionMatrix,
  liftAt,
  macroF1,
} from './metrics/classification.js';
export { correlationOf, cramersV } from './metrics/correlation.js';
export { intervalCoverage, meanAbsoluteScaledError } from './metrics/forecast-error.js';
export {
  aucDifference,
  meanDifference,
  type PairedScores,
  shareInterval,
} from './metrics/paired-difference.js';
export { type QiniPoint, qiniCoefficient, qiniCurve, type UpliftRows } from './metrics/qini.js';
export { type Span, type SpanScore, spanF1, spansOf } from './metrics/span-f1.js';
export { type WordErrors, wordErrorRate, wordErrors } from './metrics/word-error-rate.js';
export { chiSquareQuantile, normalQuantile } from './numerics/normal.js';
export { partOfRun } from './part-of-run.js';
export { drawBars, drawCorrelations, drawHistogram } from './pictures/column-pictures.js';
export { drawConfusion } from './pictures/confusion-picture.js';
export {
  type BinaryEvidence,
  drawLearningCurvePicture,
  drawPrecisionRecall,
  drawReliability,
  drawRoc,
} from './pictures/curve-pictures.js';
export { isPicture, modelPictures, type PictureEvidence } from './pictures/model-pictures.js';
export { type Axis, createPlot, type Plot, percent, roundAxis, shareAxis } from './pictures/plot.js';
export * as svg from './pictures/svg.js';
export type { ArtefactStore } from './ports.js';
export { backTestPurchases, type PurchaseBackTest } from './purchases/purchase-back-test.js';
export {
  type CustomerHistory,
  type HistoryWindow,
  type Purchase,
  summarisePurchases,
} from './purchases/purchase-history.js';
export {
  expectedPurchases,
  fitPurchaseRate,
  type PurchaseRateModel,
  probabilityAlive,
} from './purchases/purchase-rate-model.js';
export {
  expectedAmount,
  fitPurchaseValue,
  type PurchaseValueModel,
} from './purchases/purchase-value-model.js';
export { artefactSegments } from './registry/artefact-path.js';
export { createMemoryArtefacts } from './registry/artefact-store-memory.js';
export {
  draftOfCard,
  type GateResult,
  type ModelCard,
  type ModelCardDraft,
  sha256Of,
  versionChecksum,
} from './registry/model-card.js';
export {
  type ChosenBy,
  createModelRegistry,
  type ModelListing,
  type ModelPointer,
  type ModelRegistry,
  type ModelVersion,
  type RegistrySettings,
  type VerifiedVersion,
} from './registry/model-registry.js';
export {
  type RefreshOutcome,
  type ServedModel,
  type ServingModel,
  serveModel,
} from './registry/served-model.js';
export {
  compareVersions,
  type GateQuestion,
  judgeGate,
  LEAST_GATE_ROWS,
  type PairedComparison,
} from './registry/version-gate.js';
export { decodeSequenceTagger, encodeSequenceTagger } from './sequence-tagger/sequence-tagger-codec.js';
export { type SequenceTaggerModel, type TaggedToken, tag } from './sequence-tagger/sequence-tagger-model.js';
export type { TaggerInput } from './sequence-tagger/token-features.js';
export {
  type IntentSentence,
  tagByIntent,
  trainIntentTagger,
} from './sequence-tagger/train-intent-tagger.js';
export {
  type SequenceTaggerOptions,
  type SequenceTaggerTraining,
  type TaggedSentence,
  trainSequenceTagger,
} from './sequence-tagger/train-sequence-tagger.js';
export {
  type ColumnSummary,
  type CrossTab,
  correlations,
  crossTab,
  groupsOf,
  type RowGroups,
  summariseColumn,
} from './statistics/column-summary.js';
export { decodeTableScore, encodeTableScore } from './table-score/table-score-codec.js';
export {
  type RowScore,
  type ScoreReason,
  schemaOfScore,
  scoreTableRecord,
  type TableLearner,
  type TableScoreModel,
} from './table-score/table-score-model.js';
export {
  type HeldOutRow,
  type ScoreFigures,
  type TableScoreTraining,
  type TrainedTableScore,
  trainTableScore,
} from './table-score/train-table-score.js';
export {
  type DesignDimension,
  type DesignMatrix,
  designDimensions,
  designRow,
  designRows,
  learnDesign,
} from './tables/design-matrix.js';
export { type LeftOut, type ScreenedTable, screenColumns } from './tables/screen-columns.js';
export {
  type ColumnSchema,
  dropColumns,
  encodeRecord,
  encodeTableRow,
  schemaOf,
  type Table,
  type TableColumn,
  type TableRecord,
  tableFromRecords,
  takeRows,
} from './tables/table.js';
export type { TrainingRun } from './training-run.js';
export {
  type CurveOptions,
  type CurvePoint,
  type CurveVerdict,
  drawLearningCurve,
  judgeLearningCurve,
} from './tuning/learning-curve.js';
export { type ParameterChoice, type ParameterSearch, searchParameters } from './tuning/search-parameters.js';
export { type RateEstimate, shrinkRate, shrinkScore } from './uncertainty/shrinkage.js';
export {
  fitVennAbers,
  type ProbabilityInterval,
  predictVennAbers,
  type VennAbers,
} from './uncertainty/venn-abers.js';
export {
  averageEffect,
  evaluateUplift,
  predictUplift,
  trainUplift,
  type UpliftData,
  type UpliftEvaluation,
  type UpliftEvaluationOptions,
  type UpliftModel,
} from './uplift/two-model-uplift.js';
