/** The committed values of make-oracles.py for the learning tests; it computes nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface XgboostNode {
  readonly nodeid: number;
  readonly cover: number;
  readonly leaf?: number;
  readonly split?: string;
  readonly split_condition?: number;
  readonly yes?: number;
  readonly missing?: number;
  readonly children?: readonly XgboostNode[];
}

export interface Oracles {
  readonly metrics: {
    readonly scores: number[];
    readonly positives: number[];
    readonly labels: number[];
    readonly given: number[];
    readonly auroc: number;
    readonly averagePrecision: number;
    readonly brier: number;
    readonly macroF1: number;
  };
  readonly isotonic: { readonly grid: number[]; readonly fitted: number[] };
  readonly platt: {
    readonly scores: number[];
    readonly positives: number[];
    readonly grid: number[];
    readonly fitted: number[];
  };
  readonly logistic: {
    readonly rows: number[][];
    readonly targets: number[];
    readonly l2: number;
    readonly coefficients: number[];
    readonly intercept: number;
  };
  readonly svm: {
    readonly rows: number[][];
    readonly signs: number[];
    readonly cost: number;
    readonly positiveWeight: number;
    readonly weights: number[];
    readonly bias: number;
  };
  readonly shap: {
    readonly rows: (number | null)[][];
    readonly trees: XgboostNode[];
    readonly margins: number[];
    readonly contributions: number[][];
  };
  readonly clustering: {
    readonly rows: number[][];
    readonly inertia: number;
    readonly silhouette: number;
    readonly labels: number[];
  };
}

export function readOracles(): Oracles {
  return JSON.parse(
    readFileSync(join(process.cwd(), 'test/learning/oracles/oracles.json'), 'utf8'),
  ) as Oracles;
}
