/** The door of the learning room: learners, metrics, data sets and the model registry. Other rooms import only this file. */
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
export { decodeSequenceTagger, encodeSequenceTagger } from './sequence-tagger/sequence-tagger-codec.js';
export { type SequenceTaggerModel, type TaggedToken, tag } from './sequence-tagger/sequence-tagger-model.js';
export type { TaggerInput } from './sequence-tagger/token-features.js';
export {
  type SequenceTaggerOptions,
  type SequenceTaggerTraining,
  type TaggedSentence,
  trainSequenceTagger,
} from './sequence-tagger/train-sequence-tagger.js';
export type { TrainingRun } from './training-run.js';
