import type { Oracle } from '../../oracles/oracle';
import { createSparseMap, type SparseMapOptions } from '../../relaxations/sparse-map/sparse-map';
import { checkPoint, type LossEstimator, type LossPoint } from '../gradient-estimator';
import { withoutNoise, type Found, type TemperatureSettings } from '../without-noise';

export interface SparseMapSettings extends TemperatureSettings, SparseMapOptions {}

/**
 * SparseMAP marginalisation (Correia et al. 2020; Niculae et al. 2023, section 5.5): the gradient of
 *
 *   sum over the structures of SparseMAP of alpha_i l(y_i),
 *
 * (1/t) D A^-1 (l_i - l_0), D the differences y_i - y_0 and A their inner products. It takes an oracle and a
 * loss for each structure of the set, on any set of structures however large. The set is not unique, and
 * so neither is the objective: this one is that of the set which the best structure leads to.
 */
export function sparseMapMarginalisation<Y>(
  oracle: Oracle<Y>,
  settings: SparseMapSettings = {},
): LossEstimator {
  const solve = createSolver(oracle, settings);
  return withoutNoise(oracle.dim, (point, out) => solve(point, point.scores, out));
}

/**
 * The same from the best structure of random scores, others for each draw (the stream of second numbers):
 * a mean over the sets that there are.
 */
export function randomStartSparseMap<Y>(
  oracle: Oracle<Y>,
  settings: SparseMapSettings = {},
): LossEstimator {
  const { dim } = oracle;
  const solve = createSolver(oracle, settings);
  const [start, gradient] = [new Float64Array(dim), new Float64Array(dim)];
  let point: LossPoint;
  let cost: Found['cost'] = {};
  return {
    bind(bound) {
      checkPoint(bound, dim);
      point = bound;
    },
    scale: () => 1,
    draw(index, noise, weight, out) {
      noise.second(index, start);
      // of either sign: of sets of several sizes the largest is not always the best
      for (let i = 0; i < dim; i++) start[i] = 2 * start[i] - 1;
      const found = solve(point, start, gradient);
      cost = found.cost;
      for (let i = 0; i < dim; i++) out[i] += weight * gradient[i];
      return { loss: found.value };
    },
    /** Of the last draw: each has a set of its own. */
    get cost() {
      return { draw: cost };
    },
  };
}

function createSolver<Y>(oracle: Oracle<Y>, { t, ...options }: SparseMapSettings) {
  const sparse = createSparseMap(oracle, options);
  const vector = new Float64Array(oracle.dim);
  return ({ scores, sigma, loss }: LossPoint, start: Float64Array, out: Float64Array): Found => {
    sparse.forward(scores, t ?? sigma, vector, start);
    const losses = sparse.structures().map((y) => {
      oracle.indicator(y, vector);
      return loss.value(vector);
    });
    const weights = sparse.weights();
    let excess = 0;
    weights.forEach((weight, i) => (excess += weight * (losses[i] - losses[0])));
    sparse.backwardWeights(losses, out);
    const cost = { values: losses.length, oracles: sparse.oracleCalls() };
    return { value: losses[0] + excess, cost };
  };
}
