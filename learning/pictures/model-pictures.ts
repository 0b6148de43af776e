/** The pictures that go into a version's folder, as its files. Called by trainers with what they measured on the test rows. */
import type { ConfusionMatrix } from '../metrics/classification.js';
import type { CurvePoint } from '../tuning/learning-curve.js';
import { drawConfusion } from './confusion-picture.js';
import {
  type BinaryEvidence,
  drawLearningCurvePicture,
  drawPrecisionRecall,
  drawReliability,
  drawRoc,
} from './curve-pictures.js';

export interface PictureEvidence {
  /** Probabilities of a yes-or-no goal and what happened: gives ROC, precision and recall, reliability. */
  readonly goal?: BinaryEvidence;
  /** Confidence in the given label and whether it was right: gives reliability. */
  readonly confidence?: BinaryEvidence;
  readonly confusion?: ConfusionMatrix;
  readonly curve?: { readonly points: readonly CurvePoint[]; readonly figure: string };
}

/** File name -> SVG bytes. */
export function modelPictures(evidence: PictureEvidence): Record<string, Uint8Array> {
  const { goal, confidence, confusion, curve } = evidence;
  const reliable = goal ?? confidence;
  const pictures = {
    ...(goal && { 'roc.svg': drawRoc(goal), 'precision-recall.svg': drawPrecisionRecall(goal) }),
    ...(reliable && { 'reliability.svg': drawReliability(reliable) }),
    ...(confusion && { 'confusion.svg': drawConfusion(confusion) }),
    ...(curve && { 'learning-curve.svg': drawLearningCurvePicture(curve.points, curve.figure) }),
  };
  const encoder = new TextEncoder();
  return Object.fromEntries(Object.entries(pictures).map(([name, svg]) => [name, encoder.encode(svg)]));
}

export const isPicture = (file: string) => file.endsWith('.svg');
