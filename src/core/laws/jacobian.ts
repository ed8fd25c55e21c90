import type { Law } from '../noise/laws';
import type { Noise } from '../noise/noise';
import { softmax } from './gibbs';
import { addEvent } from './leave-one-out';
import { lawRule } from './quadrature';
import { standardise, type StandardProblem } from './standardise';

/**
 * d P(i in y*) / d mu_j [n*n], row i, column j. Off the diagonal, with X = s + z in standard units,
 *
 *   J_ij = -1/(sigma*scale) integral f(t-s_i) f(t-s_j) P(k-1 of the others exceed t) dt  <= 0,
 *
 * the rate at which i and j exchange the last place. Symmetric; rows sum to 0, which gives the
 * diagonal (>= 0). For Gumbel noise and k = 1: (diag(p) - p p^T) / (sigma*scale).
 * @throws RangeError for a score that is not finite, sigma not positive, or k outside 1..n
 */
export function inclusionJacobian(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  k = 1,
): Float64Array {
  if (!(sigma > 0)) throw new RangeError(`sigma must be positive, got ${sigma}`);
  const problem = standardise(scores, sigma, noise, k);
  const exchange =
    k === 1 && noise.law === 'gumbel'
      ? gibbsExchange(problem)
      : integrateExchange(problem, noise.standard);
  return toJacobian(exchange, problem);
}

/** Exchange rates p_i p_j, entries i < j. */
function gibbsExchange({ n, offsets }: StandardProblem): Float64Array {
  const p = softmax(offsets);
  const exchange = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) exchange[i * n + j] = p[i] * p[j];
  return exchange;
}

function integrateExchange(problem: StandardProblem, law: Law): Float64Array {
  const { n, k, offsets } = problem;
  const { nodes, weights } = lawRule(law, offsets);
  const exchange = new Float64Array(n * n);
  if (k === n) return exchange;
  const below = new Float64Array(n);
  const density = new Float64Array(n);
  const addNode = k === 1 ? addProducts : countingPairs(n, k);
  for (let q = 0; q < nodes.length; q++) {
    for (let i = 0; i < n; i++) {
      below[i] = law.cdf(nodes[q] - offsets[i]);
      density[i] = law.density(nodes[q] - offsets[i]);
    }
    addNode(below, density, weights[q], exchange);
  }
  return exchange;
}

type AddNode = (
  below: Float64Array,
  density: Float64Array,
  weight: number,
  exchange: Float64Array,
) => void;

/** k = 1: nobody else exceeds t, a product over all but i and j. */
const addProducts: AddNode = (below, density, weight, exchange) => {
  const n = below.length;
  let left = weight;
  for (let i = 0; i < n; i++) {
    let product = left * density[i];
    for (let j = i + 1; j < n && product > 0; j++) {
      let right = product * density[j];
      for (let l = j + 1; l < n && right > 0; l++) right *= below[l];
      exchange[i * n + j] += right;
      product *= below[j];
    }
    left *= below[i];
  }
};

/** Counts of 0..k-1 exceeding classes: before j (without i), after j, joined at exactly k-1. */
function countingPairs(n: number, k: number): AddNode {
  const before = new Float64Array(k);
  const left = new Float64Array(k);
  const after = new Float64Array((n + 1) * k);
  return (below, density, weight, exchange) => {
    after.fill(0);
    after[n * k] = 1;
    for (let j = n - 1; j >= 0; j--) addEvent(after, (j + 1) * k, after, j * k, below[j], k);
    left.fill(0);
    left[0] = 1;
    for (let i = 0; i < n; i++) {
      before.set(left);
      for (let j = i + 1; j < n && density[i] > 0; j++) {
        let exactly = 0;
        for (let c = 0; c < k; c++) exactly += before[c] * after[(j + 1) * k + k - 1 - c];
        exchange[i * n + j] += weight * density[i] * density[j] * exactly;
        addEvent(before, 0, before, 0, below[j], k);
      }
      addEvent(left, 0, left, 0, below[i], k);
    }
  };
}

function toJacobian(exchange: Float64Array, { n, unit }: StandardProblem): Float64Array {
  const jacobian = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const rate = exchange[i * n + j] / unit;
      jacobian[i * n + j] = -rate;
      jacobian[j * n + i] = -rate;
      jacobian[i * n + i] += rate;
      jacobian[j * n + j] += rate;
    }
  }
  return jacobian;
}
