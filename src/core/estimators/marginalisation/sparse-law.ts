import type { Loss } from '../../losses/loss';
import { createSparsemax } from '../../relaxations/simplex/sparsemax';
import { addDifference, differenceAlong } from '../../relaxations/sparse-map/difference';
import type { Found } from '../without-noise';

/**
 * The sparse law alpha = sparsemax(theta/t) over some structures, theta_y = <mu, y>, and the gradient of
 *
 *   sum over y of alpha_y l(y)
 *
 * in mu: that in theta is (l_y - mean of l over the support)/t on the support, and each theta_y is a sum
 * over the parts of y. Losses are asked for on the support only.
 */
export interface SparseLaw {
  /**
   * Writes the gradient [dim] to out.
   * @param structures as vectors [dim], of which the first `count` are looked at
   */
  solve(
    structures: readonly Float64Array[],
    count: number,
    scores: Float64Array,
    t: number,
    loss: Loss,
    out: Float64Array,
  ): Found;
  /** How many structures have a weight, at the last `solve`. */
  support(): number;
}

/** @param most how many structures there may be */
export function createSparseLaw(most: number): SparseLaw {
  const numbers = () => new Float64Array(most);
  const [theta, weights, losses, slopes] = [numbers(), numbers(), numbers(), numbers()];
  let sparsemax = createSparsemax(most);
  let support = 0;
  return {
    support: () => support,
    solve(structures, count, scores, t, loss, out) {
      if (sparsemax.dim !== count) sparsemax = createSparsemax(count);
      const part = (values: Float64Array) => values.subarray(0, count);
      const [base] = structures;
      for (let s = 0; s < count; s++) theta[s] = differenceAlong(scores, base, structures[s]);
      sparsemax.forward(part(theta), t, part(weights));
      support = 0;
      let first = 0;
      let excess = 0;
      for (let s = 0; s < count; s++) {
        losses[s] = 0;
        if (weights[s] === 0) continue;
        const value = loss.value(structures[s]);
        // the losses as differences: what all share costs no digits
        if (support++ === 0) first = value;
        losses[s] = value - first;
        excess += weights[s] * losses[s];
      }
      sparsemax.backward(part(losses), part(slopes));
      out.fill(0);
      for (let s = 1; s < count; s++) {
        if (slopes[s] !== 0) addDifference(slopes[s], base, structures[s], out);
      }
      return { value: first + excess, cost: { values: support } };
    },
  };
}
