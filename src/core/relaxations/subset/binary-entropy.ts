import { logistic } from '../../logistic';
import type { Regularised } from '../regularised';
import { createOnSubsets } from './subset';

const ROUNDS = 60;

/**
 * k of n by binary entropy (Paulus et al. 2020; Amos, Koltun and Kolter 2019):
 *
 *   argmax over 0 <= y <= 1, sum k of <theta, y> - t sum (y log y + (1-y) log(1-y)) = sigmoid(theta/t + nu).
 *
 * `threshold` is nu; for k = n it is Infinity. Jacobian (diag(w) - w w' / sum(w)) / t, w = y (1-y).
 */
export function createBinaryEntropySubset(n: number, k: number): Regularised {
  let nu = 0;
  return createOnSubsets(k, {
    name: 'binary entropy',
    dim: n,
    tilt: -1,
    solve(z, ranked, y, w) {
      nu = k < n ? findShift(ranked, k) : Infinity;
      for (let i = 0; i < n; i++) {
        y[i] = logistic(z[i] + nu);
        w[i] = y[i] * logistic(-z[i] - nu);
      }
      return nu;
    },
    conjugate(z) {
      // <z, y> plus the entropies, with log y = v - softplus(v) and log (1-y) = -softplus(v), v = z + nu
      let sum = 0;
      for (let i = 0; i < n; i++) sum += k < n ? conjugateOf(z[i], nu) : z[i];
      return sum;
    },
  });
}

/** softplus(z + nu) - nu logistic(z + nu), from the side where nothing cancels. */
function conjugateOf(z: number, nu: number): number {
  const v = z + nu;
  const small = Math.log1p(Math.exp(-Math.abs(v)));
  return v > 0 ? z + nu * logistic(-v) + small : small - nu * logistic(v);
}

/**
 * The nu at which what the k largest lack, A = sum sigmoid(-z - nu), is what the others have,
 * B = sum sigmoid(z + nu): neither cancels, however near to 0 and 1 all are. log(B/A) rises in nu with a
 * slope between 1 and 2, so that every step of Newton brings it nearer to 0; the middle of the gap between
 * the two groups is log(n-k) or log k off at most.
 */
function findShift(ranked: Float64Array, k: number): number {
  let nu = -(ranked[k - 1] + ranked[k]) / 2;
  let before = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    let [lack, lackSlope, have, haveSlope] = [0, 0, 0, 0];
    for (let i = 0; i < ranked.length; i++) {
      const p = logistic(ranked[i] + nu);
      const q = logistic(-ranked[i] - nu);
      if (i < k) {
        lack += q;
        lackSlope += p * q;
      } else {
        have += p;
        haveSlope += p * q;
      }
    }
    const ratio = Math.log(have / lack);
    // NaN where both underflow: the gap is beyond a thousand then, and every entry 0 or 1
    if (!(Math.abs(ratio) < before)) break;
    before = Math.abs(ratio);
    nu -= ratio / (haveSlope / have + lackSlope / lack);
  }
  return nu;
}
