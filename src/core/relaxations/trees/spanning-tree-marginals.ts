import { completeEdges } from '../../oracles/spanning-tree/edges';
import type { Marginals } from '../relaxation';
import { createArborescenceMarginals } from './arborescence-marginals';
import { checkRelaxed, checkUpstream } from '../boundary';

/**
 * Marginals of the spanning trees of the complete graph on n nodes, [n(n-1)/2] as the oracle
 * `spanningTree` has them, under p(y) ~ exp(<theta, y>/t): they sum to n - 1, and over every cut to 1 at
 * least. A tree is an arborescence from node 0 in one way, so they are the marginals of these for
 * symmetric scores, those of both directions added. Exact to about n roundings for scores of any range.
 *
 * @throws RangeError unless n is a positive integer
 */
export function createSpanningTreeMarginals(n: number): Marginals {
  const { count: dim, low, high } = completeEdges(n);
  const directed = createArborescenceMarginals(n);
  const numbers = new Float64Array(n * n);
  const result = new Float64Array(n * n);

  function toBothDirections(values: ArrayLike<number>): void {
    for (let e = 0; e < dim; e++) {
      numbers[low[e] * n + high[e]] = values[e];
      numbers[high[e] * n + low[e]] = values[e];
    }
  }

  function addBothDirections(out: Float64Array): void {
    for (let e = 0; e < dim; e++) {
      out[e] = result[low[e] * n + high[e]] + result[high[e] * n + low[e]];
    }
  }

  return {
    name: 'marginals of spanning trees',
    dim,
    forward(theta, t, out) {
      checkRelaxed(theta, t, out, dim);
      toBothDirections(theta);
      directed.forward(numbers, t, result);
      addBothDirections(out);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      toBothDirections(dy);
      directed.backward(numbers, result);
      addBothDirections(out);
    },
    logPartition: () => directed.logPartition(),
  };
}
