import { checkSize, checkSubset } from '../checks';
import { createNeuralSort } from './neural-sort';
import { scaledFromLargest } from './regularised';
import type { Relaxation } from './relaxation';
import { createRelaxedSubset } from './relaxed-subset';
import { createSinkhorn } from './sinkhorn';
import { checkRelaxed, checkUpstream } from './boundary';

/** Differences beyond it are all the same, and n^2 of them add up to a number. */
const LEAST = -1e290;

/**
 * What is relaxed by steps that are unrolled, on the contract of relaxations: the gradient is that of the
 * steps, and there is no regulariser of which the point were the best.
 */
interface Steps {
  readonly dim: number;
  forward(theta: Float64Array, t: number, out: Float64Array): void;
  backward(dy: Float64Array, out: Float64Array): void;
}

function unrolled(name: string, { dim, forward, backward }: Steps): Relaxation {
  const [scores, upstream] = [new Float64Array(dim), new Float64Array(dim)];
  return {
    name,
    dim,
    forward(theta, t, out) {
      checkRelaxed(theta, t, out, dim);
      scores.set(theta);
      forward(scores, t, out);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      upstream.set(dy);
      backward(upstream, out);
    },
  };
}

/**
 * RelaxSubSample of k of n: it sums to k. What a turn has taken is masked by its share whatever t is, so an
 * entry can come to more than 1, and a score that leads by more than 87 is taken in every turn.
 */
export function relaxedSubset(n: number, k: number): Relaxation {
  checkSubset(n, k);
  const steps = createRelaxedSubset(n);
  return unrolled('RelaxSubSample', {
    dim: n,
    forward: (theta, t, out) => steps.forward(theta, k, t, out),
    backward: steps.backward,
  });
}

/** The k largest of n by NeuralSort, the sum of the rows of the first k places: it sums to k. */
export function neuralSortSubset(n: number, k: number): Relaxation {
  checkSubset(n, k);
  const sort = createNeuralSort(n);
  const [rows, dRows] = [new Float64Array(k * n), new Float64Array(k * n)];
  const scaled = new Float64Array(n);
  let temperature = 1;
  return unrolled('NeuralSort', {
    dim: n,
    forward(theta, t, out) {
      // it sees differences only: those in units of t lose no digits, and below -1e290 add up to numbers
      scaledFromLargest(theta, t, scaled);
      for (let i = 0; i < n; i++) scaled[i] = Math.max(scaled[i], LEAST);
      temperature = t;
      sort.forward(scaled, 1, k, rows);
      out.fill(0);
      for (let at = 0; at < k * n; at++) out[at % n] += rows[at];
    },
    backward(dy, out) {
      for (let at = 0; at < k * n; at++) dRows[at] = dy[at % n];
      sort.backward(dRows, out);
      for (let i = 0; i < n; i++) out[i] /= temperature;
    },
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
      scaledFromLargest(theta, t, logits);
      temperature = t;
      sinkhorn.forward(logits, iterations, out);
    },
    backward(dy, out) {
      sinkhorn.backward(dy, out);
      for (let c = 0; c < n * n; c++) out[c] /= temperature;
    },
  });
}
