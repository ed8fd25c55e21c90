import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { runNoise } from '../../../core/noise/run-noise';
import { forwardPath } from '../../../core/oracles/grid-path/forward-path';
import { forwardPathMarginals } from '../../../core/relaxations/structured/forward-path';
import { createRng } from '../../../core/rng/rng';
import { dot } from '../../../core/vector';

/** Two laws of forward paths over the same costs. */
export interface TwoLaws {
  /** How often the cheapest path under noise visits a cell: perturb and maximise. */
  readonly perturbed: Float64Array;
  /** Probability that a path of the Gibbs law visits it, exact. */
  readonly gibbs: Float64Array;
  /** Temperature of the Gibbs law: its paths cost, on average, what those under noise do. */
  readonly temperature: number;
  /** What that is. */
  readonly cost: number;
}

/** Halvings of the logarithm of the temperature. */
const HALVINGS = 50;
const [COLDEST, HOTTEST] = [1e-4, 1e4];

/**
 * Forward paths under normal noise that is added to costs, and under the Gibbs law p(y) ~ exp(-<costs, y>/t).
 * @param costs of a square of cells, row by row, of any sign
 * @param sigma noise scale, above 0
 */
export function compareLaws(
  costs: ArrayLike<number>,
  sigma: number,
  samples: number,
  seed: number,
): TwoLaws {
  const size = Math.sqrt(costs.length);
  const scores = Float64Array.from(costs, (cost) => -cost);
  const perturbed = perturbedLaw(scores, sigma, samples, seed);
  const wanted = dot(perturbed, costs);
  const marginals = forwardPathMarginals(size, size);
  const gibbs = new Float64Array(scores.length);
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  // the hotter, the dearer are the paths
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    marginals.forward(scores, Math.exp(middle), gibbs);
    if (dot(gibbs, costs) > wanted) high = middle;
    else low = middle;
  }
  return { perturbed, gibbs, temperature: Math.exp(low), cost: wanted };
}

function perturbedLaw(scores: Float64Array, sigma: number, samples: number, seed: number) {
  const size = Math.sqrt(scores.length);
  const oracle = forwardPath(size, size);
  const noise = runNoise(createRng(seed, 'paths/laws'), createNoise(noiseSpec('normal')));
  const vectors = () => new Float64Array(oracle.dim);
  const [gamma, noisy, y, mean] = [vectors(), vectors(), vectors(), vectors()];
  for (let m = 0; m < samples; m++) {
    noise(0, m, 0, gamma);
    for (let i = 0; i < oracle.dim; i++) noisy[i] = scores[i] + sigma * gamma[i];
    oracle.solve(noisy, y);
    for (let i = 0; i < oracle.dim; i++) mean[i] += y[i] / samples;
  }
  return mean;
}
