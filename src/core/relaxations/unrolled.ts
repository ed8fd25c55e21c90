import { checkSize } from '../oracles/oracle';
import { createNeuralSort } from './neural-sort';
import { scaledDifference } from './regularised';
import type { Relaxation } from './relaxation';
import { createRelaxedSubset } from './relaxed-subset';
import { createSinkhorn } from './sinkhorn';
import { checkRelaxed, checkUpstream } from './trees/check';

/**
 * What is relaxed by steps that are unrolled, on the contract of relaxations: the gradient is that of the
 * steps, and there is no regulariser of which the point were the best.
 */
type Steps = Pick<Relaxation, 'forward' | 'backward'> & { readonly dim: number };

function unrolled(name: string, { dim, forward, backward }: Steps): Relaxation {
  return {
    name,
    dim,
    forward(theta, t, out) {
      checkRelaxed(theta, t, out, dim);
      forward(theta, t, out);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      backward(dy, out);
    },
  };
}

/** RelaxSubSample of k of n: it sums to k. */
export function relaxedSubset(n: number, k: number): Relaxation {
  checkMembers(n, k);
  const steps = createRelaxedSubset(n);
  return unrolled('RelaxSubSample', {
    dim: n,
    forward: (theta, t, out) => steps.forward(Float64Array.from(theta), k, t, out),
    backward: (dy, out) => steps.backward(Float64Array.from(dy), out),
  });
}

/** The k largest of n by NeuralSort, the sum of the rows of the first k places: it sums to k. */
export function neuralSortSubset(n: number, k: number): Relaxation {
  checkMembers(n, k);
  const sort = createNeuralSort(n);
  const rows = new Float64Array(k * n);
  return unrolled('NeuralSort', {
    dim: n,
    forward(theta, t, out) {
      sort.forward(Float64Array.from(theta), t, k, rows);
      out.fill(0);
      rows.forEach((p, at) => (out[at % n] += p));
    },
    backward: (dy, out) =>
      sort.backward(
        rows.map((_, at) => dy[at % n]),
        out,
      ),
  });
}

/** Matchings of n by n by Sinkhorn's iterations: columns sum to 1, rows as far as it has come. */
export function sinkhornMatching(n: number, iterations: number): Relaxation {
  checkSize('iterations', iterations);
  const sinkhorn = createSinkhorn(n);
  const logits = new Float64Array(n * n);
  let temperature = 1;
  return unrolled('Sinkhorn', {
    dim: n * n,
    forward(theta, t, out) {
      let largest = theta[0];
      for (let c = 1; c < n * n; c++) largest = Math.max(largest, theta[c]);
      for (let c = 0; c < n * n; c++) logits[c] = scaledDifference(theta[c], largest, t);
      temperature = t;
      sinkhorn.forward(logits, iterations, out);
    },
    backward(dy, out) {
      sinkhorn.backward(Float64Array.from(dy), out);
      for (let c = 0; c < n * n; c++) out[c] /= temperature;
    },
  });
}

function checkMembers(n: number, k: number): void {
  checkSize('n', n);
  checkSize('k', k);
  if (k > n) throw new RangeError(`k must be at most n = ${n}, got ${k}`);
}
