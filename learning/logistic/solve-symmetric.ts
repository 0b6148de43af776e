/** Solves small symmetric positive systems by Cholesky factorisation (Golub, Van Loan, section 4.2). Called by the fitters; it never inverts. */

/**
 * x with A x = b, A given row by row with at least its lower triangle filled, size = b.length. O(d^3 / 3).
 * A pivot too small to divide by is raised, which damps the direction it belongs to instead of failing.
 */
export function solveSymmetric(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const lower = Float64Array.from(matrix);
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(lower[i * size + i]!));
  const floor = 1e-12 * (largest || 1);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, floor)) : sum / lower[j * size + j]!;
    }
  }
  return substitute(lower, vector);
}

function substitute(lower: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const x = Float64Array.from(vector);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * size + k]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= lower[k * size + i]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
  return x;
}
