import { roundedOff } from '../../two-sum';
import { blockOf, type Kron, type Reduction } from './reduction';

/** The power of two that the largest number is brought to: sums of such are numbers, and t is far above 0. */
const LARGE = 963;
/** Least t in units of the best scores, of which sums are good to 2^-106. */
const COLDEST = 2 ** -64;

/**
 * Kron reduction (star-mesh, matrix-tree theorem) in logarithms: nothing is subtracted, so no digit is
 * lost however far the scores are apart, where a determinant has none left. A logarithm of a weight is
 * held as t log w = score + rest: the scores are added without an error (Knuth's two-sum), and the rest,
 * of the order of t, is all that is rounded. A t of less than 2^-64 of the best scores counts as that.
 *
 * With one root arc a node is entered from the root only when it is the last: what else the sum over
 * root arcs brings has two of them.
 *
 * O(n^3), a third of it times an exponential and a logarithm.
 */
export function createLogKron(n: number, rootArcs: 'one' | 'many'): Kron {
  const score = new Float64Array(n * n);
  const rest = new Float64Array(n * n);
  let given = 1;
  let temperature = 1;
  /** The sum into the node that goes. */
  let sum = 0;
  let sumRest = 0;

  /** Scores and t, times a power of two. */
  function start(scores: Float64Array, t: number): void {
    let largest = t;
    let best = 0;
    for (let v = 1; v < n; v++) {
      let most = -Infinity;
      for (let u = 0; u < n; u++) {
        if (u === v) continue;
        most = Math.max(most, scores[u * n + v]);
        largest = Math.max(largest, Math.abs(scores[u * n + v]));
      }
      best = Math.max(best, Math.abs(most));
    }
    const unit = 2 ** Math.min(1023, LARGE - Math.floor(Math.log2(largest)));
    for (let c = 0; c < n * n; c++) score[c] = scores[c] * unit;
    given = Math.max(t * unit, Number.MIN_VALUE);
    temperature = Math.max(given, best * unit * COLDEST);
    rest.fill(0);
  }

  /** The logarithm of w_a / w_b. */
  const logRatio = (a: number, b: number) =>
    (score[a] - score[b] + (rest[a] - rest[b])) / temperature;

  /** Sums what enters node k, and its shares. */
  function enter(k: number, entering: Float64Array): void {
    const first = rootArcs === 'one' && k > 1 ? 1 : 0;
    let most = first * n + k;
    for (let i = first + 1; i < k; i++) if (logRatio(i * n + k, most) > 0) most = i * n + k;
    let others = 0;
    entering[k] = 0;
    for (let arc = first * n + k; arc < k * n; arc += n) {
      entering[arc] = Math.exp(logRatio(arc, most));
      if (arc !== most) others += entering[arc];
    }
    for (let arc = first * n + k; arc < k * n; arc += n) entering[arc] /= 1 + others;
    sum = score[most];
    sumRest = rest[most] + temperature * Math.log1p(others);
  }

  /** Adds to the arc i -> j what goes through k, and writes the shares of both at `place`. */
  function join(into: number, onward: number, arc: number, place: number, out: Reduction): void {
    const together = score[into] + score[onward];
    const via = together - sum;
    const viaRest =
      roundedOff(score[into], score[onward], together) +
      roundedOff(together, -sum, via) +
      (rest[into] + rest[onward] - sumRest);
    const gain = via - score[arc] + (viaRest - rest[arc]);
    const less = Math.exp(-Math.abs(gain) / temperature);
    const large = 1 / (1 + less);
    const small = less * large;
    out.through[place] = gain > 0 ? large : small;
    out.kept[place] = gain > 0 ? small : large;
    if (gain > 0) {
      score[arc] = via;
      rest[arc] = viaRest;
    }
    rest[arc] += temperature * Math.log1p(less);
  }

  return {
    reduce(scores, t, out) {
      start(scores, t);
      let total = 0;
      let totalRest = 0;
      for (let k = n - 1; k > 0; k--) {
        enter(k, out.entering);
        const before = total;
        total += sum;
        totalRest += roundedOff(before, sum, total) + sumRest;
        for (let i = 0; i < k; i++) {
          for (let j = 1; j < k; j++) {
            if (i !== j) join(i * n + k, k * n + j, i * n + j, blockOf(k) + i * k + j, out);
          }
        }
      }
      return (total + totalRest) / given;
    },
  };
}
