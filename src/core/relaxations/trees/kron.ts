import { createLogKron } from './log-kron';
import { blockOf, type Kron, type Reduction } from './reduction';

/** Scores that lie within so many t of each other: their weights are good to as many roundings. */
const NEAR = 32;
/** Logarithm of the largest weight that paths from the root may add up to. */
const LARGE = 600;

/**
 * Kron reduction on weights exp(score/t) themselves where scores are near to each other: a fraction of
 * the time, as no exponential is taken after the first. It too subtracts nothing. Otherwise in logarithms.
 *
 * With one root arc a node is entered from the root only when it is the last: what else the sum over
 * root arcs brings has two of them.
 */
export function createKron(n: number, rootArcs: 'one' | 'many'): Kron {
  const logarithms = createLogKron(n, rootArcs);
  const weight = new Float64Array(n * n);
  let most = 0;
  let least = 0;

  function findRange(scores: Float64Array): void {
    most = -Infinity;
    least = Infinity;
    for (let u = 0; u < n; u++) {
      for (let v = 1; v < n; v++) {
        if (u === v) continue;
        most = Math.max(most, scores[u * n + v]);
        least = Math.min(least, scores[u * n + v]);
      }
    }
  }

  /** Sums what enters node k, and its shares. */
  function enter(k: number, entering: Float64Array): number {
    const first = rootArcs === 'one' && k > 1 ? 1 : 0;
    let sum = 0;
    for (let i = first; i < k; i++) sum += weight[i * n + k];
    entering[k] = 0;
    for (let i = first; i < k; i++) entering[i * n + k] = weight[i * n + k] / sum;
    return sum;
  }

  /** Adds to the arcs among the rest what goes through k, and writes the shares of both. */
  function join(k: number, sum: number, { through, kept }: Reduction): void {
    for (let i = 0; i < k; i++) {
      const share = weight[i * n + k] / sum;
      const block = blockOf(k) + i * k;
      for (let j = 1; j < k; j++) {
        if (i === j) continue;
        const before = weight[i * n + j];
        const via = share * weight[k * n + j];
        const after = before + via;
        through[block + j] = via / after;
        kept[block + j] = before / after;
        weight[i * n + j] = after;
      }
    }
  }

  return {
    reduce(scores, t, out) {
      findRange(scores);
      const range = (most - least) / t;
      const near = range <= NEAR && (rootArcs === 'many' || range * n <= LARGE);
      if (!near || n === 1) return logarithms.reduce(scores, t, out);
      for (let c = 0; c < n * n; c++) weight[c] = Math.exp((scores[c] - most) / t);
      let total = 0;
      for (let k = n - 1; k > 0; k--) {
        const sum = enter(k, out.entering);
        total += Math.log(sum);
        join(k, sum, out);
      }
      return total + (n - 1) * (most / t);
    },
  };
}
