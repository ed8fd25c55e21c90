import { checkSize } from '../../checks';
import type { Marginals } from '../relaxation';
import { checkRelaxed, checkUpstream } from '../boundary';
import { createKron } from './kron';
import { createReduction } from './reduction';
import { sweepBack } from './sweep';
import { createTangent } from './tangent';

/**
 * Marginals of arborescences on n nodes from node 0, [head][modifier] row-major as the oracle
 * `arborescence` has them, under p(y) ~ exp(<theta, y>/t): those into a node sum to 1; the diagonal and
 * the column of the root are 0, and scores there count for nothing. Exact to about n roundings for
 * scores of any range. O(n^3).
 *
 * @param rootArcs 'one': a single node has the root as its head
 * @throws RangeError unless n is a positive integer, at least 2 with one root arc
 */
export function createArborescenceMarginals(
  n: number,
  rootArcs: 'one' | 'many' = 'many',
): Marginals {
  checkSize('n', n);
  if (rootArcs === 'one' && n < 2) throw new RangeError(`n must be at least 2, got ${n}`);
  const dim = n * n;
  const kron = createKron(n, rootArcs);
  const reduction = createReduction(n);
  const tangent = createTangent(n);
  const numbers = new Float64Array(dim);
  let temperature = 1;
  let logPartition = 0;
  return {
    name:
      rootArcs === 'one'
        ? 'marginals of arborescences of one root arc'
        : 'marginals of arborescences',
    dim,
    forward(theta, t, out) {
      checkRelaxed(theta, t, out, dim);
      numbers.set(theta);
      temperature = t;
      logPartition = kron.reduce(numbers, t, reduction);
      sweepBack(reduction, out);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      numbers.set(dy);
      tangent.along(numbers, reduction, out);
      for (let c = 0; c < dim; c++) out[c] /= temperature;
    },
    logPartition: () => logPartition,
  };
}
