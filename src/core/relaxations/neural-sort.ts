/**
 * NeuralSort (Grover, Wang, Zweig and Ermon 2019, equation 5): a relaxation of the permutation matrix
 * that sorts scores from the largest down. Row i is
 *
 *   softmax over j of ((n - 1 - 2i) s_j - sum over l of |s_j - s_l|) / tau,   i = 0 .. n-1
 *
 * Every row sums to one; as tau falls to 0 row i marks the i-th largest score. The first k rows added
 * up are the relaxed top-k set. The Plackett-Luce variant is the same with Gumbel noise on the scores.
 */
export interface NeuralSort {
  /** Writes the first `rows` rows, [rows, n]. O(n log n + rows n). */
  forward(scores: Float64Array, tau: number, rows: number, out: Float64Array): void;
  /** Gradient of <dOut, out> in the scores of the last call, with sign(0) = 0 at ties. */
  backward(dOut: Float64Array, dScores: Float64Array): void;
}

/** NeuralSort of n scores. It keeps `scores` and `out` of a call until the next: `backward` reads them. */
export function createNeuralSort(n: number): NeuralSort {
  const order = Uint32Array.from({ length: n }, (_, j) => j);
  /** Scores less the median, which changes no row: far from 0 the rows would lose the digits of differences. */
  const centred = new Float64Array(n);
  const spread = new Float64Array(n);
  const dSpread = new Float64Array(n);
  let scores: Float64Array = new Float64Array(n);
  let relaxed: Float64Array = new Float64Array(0);
  let tau = 1;
  let rows = 0;

  /** Sum of |s_j - s_l| over l for all j, from one sweep through the sorted scores. */
  function measureSpread(): void {
    let above = 0;
    let total = 0;
    for (const score of centred) total += score;
    for (let rank = 0; rank < n; rank++) {
      const j = order[rank];
      const below = total - above - centred[j];
      spread[j] = above - rank * centred[j] + ((n - 1 - rank) * centred[j] - below);
      above += centred[j];
    }
  }

  function forward(s: Float64Array, temperature: number, count: number, out: Float64Array): void {
    [scores, tau, rows, relaxed] = [s, temperature, count, out];
    order.sort((i, j) => scores[j] - scores[i]);
    const median = scores[order[n >> 1]];
    for (let j = 0; j < n; j++) centred[j] = scores[j] - median;
    measureSpread();
    for (let i = 0; i < rows; i++) softmaxRow(n - 1 - 2 * i, i * n);
  }

  function softmaxRow(factor: number, at: number): void {
    let max = -Infinity;
    for (let j = 0; j < n; j++) {
      const z = (factor * centred[j] - spread[j]) / tau;
      relaxed[at + j] = z;
      if (z > max) max = z;
    }
    let sum = 0;
    for (let j = 0; j < n; j++) sum += relaxed[at + j] = Math.exp(relaxed[at + j] - max);
    for (let j = 0; j < n; j++) relaxed[at + j] /= sum;
  }

  function backward(dOut: Float64Array, dScores: Float64Array): void {
    dScores.fill(0, 0, n);
    dSpread.fill(0);
    for (let i = 0; i < rows; i++) {
      const at = i * n;
      const factor = n - 1 - 2 * i;
      let mean = 0;
      for (let j = 0; j < n; j++) mean += relaxed[at + j] * dOut[at + j];
      for (let j = 0; j < n; j++) {
        const dz = (relaxed[at + j] * (dOut[at + j] - mean)) / tau;
        dScores[j] += factor * dz;
        dSpread[j] -= dz;
      }
    }
    spreadGradient(dScores);
  }

  /** d spread_j / d s_l is sign(s_j - s_l), and for l = j the sum of these signs over all l. */
  function spreadGradient(dScores: Float64Array): void {
    let total = 0;
    for (const d of dSpread) total += d;
    let above = 0;
    for (let from = 0; from < n;) {
      // the first one is taken whatever it is: a NaN does not equal itself
      let to = from + 1;
      let tied = dSpread[order[from]];
      while (to < n && scores[order[to]] === scores[order[from]]) tied += dSpread[order[to++]];
      const below = total - above - tied;
      const signs = n - to - from;
      for (let rank = from; rank < to; rank++) {
        const j = order[rank];
        dScores[j] += signs * dSpread[j] + below - above;
      }
      above += tied;
      from = to;
    }
  }

  return { forward, backward };
}
