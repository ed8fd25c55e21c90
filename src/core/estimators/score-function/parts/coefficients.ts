import { restoreInto, type Learner } from './learner';

/** How much of each control variate is subtracted. */
export interface Coefficients extends Learner {
  readonly values: Float64Array;
  /**
   * Learns from inner products of a draw that was used: with the estimate [n], and with each other [n*n].
   * Absent where the coefficients are given.
   */
  learn?(cross: Float64Array, gram: Float64Array): void;
}

/** @throws RangeError if one is not finite */
export function givenCoefficients(given: readonly number[]): Coefficients {
  given.forEach((value, k) => {
    if (!Number.isFinite(value)) {
      throw new RangeError(`coefficient ${k} must be finite, got ${value}`);
    }
  });
  return { values: Float64Array.from(given) };
}

/** Against variates that are multiples of each other, as a share of the trace. */
const RIDGE = 1e-9;

/**
 * The coefficients of least variance, from past draws: E<h_i, h_j> c = E<g, h_i> with moving averages of
 * both sides. Before the first draw they are as given.
 * @throws RangeError unless 0 <= rho < 1
 */
export function leastSquaresCoefficients(start: readonly number[], rho = 0.99): Coefficients {
  if (!(rho >= 0 && rho < 1)) throw new RangeError(`rho must be in [0, 1), got ${rho}`);
  const n = start.length;
  const { values } = givenCoefficients(start);
  /** Moving averages [n + n*n], and the share of them that is not from their start at 0. */
  const state = new Float64Array(n + n * n + 1);
  const solve = () => {
    if (state[n + n * n] === 0) return values.set(start);
    solveRidge(state.subarray(n, n + n * n), state.subarray(0, n), values);
  };
  return {
    values,
    learn(cross, gram) {
      const move = (at: number, to: number) => (state[at] = rho * state[at] + (1 - rho) * to);
      cross.forEach((value, i) => move(i, value));
      gram.forEach((value, i) => move(n + i, value));
      move(n + n * n, 1);
      solve();
    },
    learned: () => state.slice(),
    restore(saved) {
      restoreInto(state, saved);
      solve();
    },
  };
}

/** x of (A + ridge) x = b, A [n*n] symmetric and not negative, by Cholesky; 0 where A is. */
function solveRidge(a: Float64Array, b: Float64Array, x: Float64Array): void {
  const n = b.length;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += a[i * n + i];
  if (trace === 0) return void x.fill(0);
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] + (i === j ? RIDGE * trace : 0);
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      factor[i * n + j] = i === j ? Math.sqrt(sum) : sum / factor[j * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    x[i] = b[i];
    for (let k = 0; k < i; k++) x[i] -= factor[i * n + k] * x[k];
    x[i] /= factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= factor[k * n + i] * x[k];
    x[i] /= factor[i * n + i];
  }
}
