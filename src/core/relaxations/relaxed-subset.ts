/**
 * RelaxSubSample (Xie and Ermon 2019, algorithm 1): a relaxed k-subset as the sum of k softmaxes, each
 * of scores from which what was taken before is masked out. With Gumbel noise on the scores it is a
 * relaxed sample without replacement; as tau falls to 0 it becomes the top-k set, unless scores are further
 * apart than the smallest mask, 87.
 */
export interface RelaxedSubset {
  /** Writes the relaxed indicator [n], which sums to k. O(k n). */
  forward(scores: Float64Array, k: number, tau: number, out: Float64Array): void;
  /** Gradient of <dOut, out> in the scores of the last call. */
  backward(dOut: Float64Array, dScores: Float64Array): void;
}

/** The smallest mask: the smallest normal float32, as its authors have it. */
const LEAST_MASK = 1.1754943508222875e-38;

/** RelaxSubSample of n scores. */
export function createRelaxedSubset(n: number): RelaxedSubset {
  let turns = new Float64Array(0);
  const logits = new Float64Array(n);
  const dLogits = new Float64Array(n);
  let k = 0;
  let tau = 1;

  function forward(scores: Float64Array, size: number, temperature: number, out: Float64Array) {
    [k, tau] = [size, temperature];
    if (turns.length < k * n) turns = new Float64Array(k * n);
    logits.set(scores.subarray(0, n));
    out.fill(0, 0, n);
    for (let turn = 0; turn < k; turn++) {
      const at = turn * n;
      if (turn > 0) mask(at - n);
      softmax(at);
      for (let i = 0; i < n; i++) out[i] += turns[at + i];
    }
  }

  function mask(at: number): void {
    for (let i = 0; i < n; i++) logits[i] += Math.log(Math.max(1 - turns[at + i], LEAST_MASK));
  }

  function softmax(at: number): void {
    let max = -Infinity;
    for (let i = 0; i < n; i++) if (logits[i] > max) max = logits[i];
    let sum = 0;
    for (let i = 0; i < n; i++) sum += turns[at + i] = Math.exp((logits[i] - max) / tau);
    for (let i = 0; i < n; i++) turns[at + i] /= sum;
  }

  function backward(dOut: Float64Array, dScores: Float64Array): void {
    dLogits.fill(0);
    for (let turn = k - 1; turn >= 0; turn--) {
      const at = turn * n;
      // dLogits is the gradient in the logits of the next turn, which saw this one through its mask
      const slope = (i: number) => {
        const rest = 1 - turns[at + i];
        return dOut[i] - (rest > LEAST_MASK ? dLogits[i] / rest : 0);
      };
      let mean = 0;
      for (let i = 0; i < n; i++) mean += turns[at + i] * slope(i);
      for (let i = 0; i < n; i++) {
        const d = slope(i);
        dLogits[i] += (turns[at + i] * (d - mean)) / tau;
      }
    }
    dScores.set(dLogits);
  }

  return { forward, backward };
}
