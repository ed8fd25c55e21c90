import { checkFinite, checkVector } from '../checks';
import { dot } from '../vector';
import type { Loss } from '../losses/loss';

/**
 * Losses of a matching y [n*n] that is meant to sort the numbers x [n]; y_ij = 1 puts x_j in place
 * i, and `truth` [n*n] is the matching wanted. Section 5.1 of the paper prints two different ones.
 */

/**
 * `exact`: sum_i (sum_j x_j y_ij - sum_j x_j truth_ij)^2. A row of y has a single one, so with
 * s_i = sum_j x_j truth_ij this is linear: sum_ij (s_i - x_j)^2 y_ij.
 */
export function sortingLoss(x: ArrayLike<number>, truth: ArrayLike<number>): Loss {
  const n = checkSorting(x, truth);
  const coefficients = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let wanted = 0;
    for (let j = 0; j < n; j++) wanted += x[j] * truth[i * n + j];
    for (let j = 0; j < n; j++) coefficients[i * n + j] = (wanted - x[j]) ** 2;
  }
  return linear('sorting (exact)', coefficients, 0);
}

/**
 * `paper`: sum_ij x_j^2 (y_ij - truth_ij)^2, whose linear part is the printed t_ij = x_j^2 (1 - 2
 * truth_ij); what the authors' code computes, and what their tables need.
 */
export function paperSortingLoss(x: ArrayLike<number>, truth: ArrayLike<number>): Loss {
  const n = checkSorting(x, truth);
  checkBinary(truth);
  const coefficients = new Float64Array(n * n);
  let constant = 0;
  for (let cell = 0; cell < n * n; cell++) {
    const square = x[cell % n] ** 2;
    coefficients[cell] = square * (1 - 2 * truth[cell]);
    constant += square * truth[cell];
  }
  return linear('sorting (paper)', coefficients, constant);
}

function linear(name: string, coefficients: Float64Array, constant: number): Loss {
  return {
    name,
    dim: coefficients.length,
    value: (y) => dot(coefficients, y) + constant,
    linear: coefficients,
  };
}

function checkSorting(x: ArrayLike<number>, truth: ArrayLike<number>): number {
  checkFinite('x', x);
  checkVector('truth', truth, x.length * x.length);
  return x.length;
}

/** The paper's form equals its linear part on 0/1 matrices only. */
function checkBinary(truth: ArrayLike<number>): void {
  for (let cell = 0; cell < truth.length; cell++) {
    if (truth[cell] !== 0 && truth[cell] !== 1) {
      throw new RangeError(`truth[${cell}] must be 0 or 1, got ${truth[cell]}`);
    }
  }
}
