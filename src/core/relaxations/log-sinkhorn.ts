/**
 * Sinkhorn's normalisation: a matrix of positive entries exp(logits) brought near the doubly
 * stochastic ones by dividing rows, then columns, by their sums, `iterations` times. With logits =
 * scores / temperature it relaxes the best matching (Mena et al. 2018): as the temperature falls,
 * the limit of many iterations tends to the permutation matrix of the largest score. The result is
 * exact in its column sums, and in its row sums in the limit.
 */
export interface Sinkhorn {
  /**
   * Writes the normalised matrix to out.
   * @param logits [n*n], row-major, finite
   */
  forward(logits: Float64Array, iterations: number, out: Float64Array): void;
  /** Gradient in the logits of <dOut, out> of the last forward pass, written to dLogits. */
  backward(dOut: Float64Array, dLogits: Float64Array): void;
}

/**
 * Sinkhorn's normalisation on logarithms: from each row, then from each column, its log-sum-exp is
 * subtracted. It represents every finite logit, at the price of 2 n^2 exponentials per iteration;
 * the matrices of all half steps are kept for the way back.
 */
export function createLogSinkhorn(n: number): Sinkhorn {
  let steps: Float64Array[] = [];
  let halves = 0;

  function normalise(from: Float64Array, to: Float64Array, along: 'rows' | 'columns'): void {
    const [line, entry] = along === 'rows' ? [n, 1] : [1, n];
    for (let i = 0; i < n; i++) {
      const at = i * line;
      let max = -Infinity;
      for (let j = 0; j < n; j++) max = Math.max(max, from[at + j * entry]);
      let sum = 0;
      for (let j = 0; j < n; j++) sum += Math.exp(from[at + j * entry] - max);
      const shift = max + Math.log(sum);
      for (let j = 0; j < n; j++) to[at + j * entry] = from[at + j * entry] - shift;
    }
  }

  return {
    forward(logits, iterations, out) {
      halves = 2 * iterations;
      while (steps.length <= halves) steps = [...steps, new Float64Array(n * n)];
      steps[0].set(logits);
      for (let h = 0; h < halves; h++) {
        normalise(steps[h], steps[h + 1], h % 2 === 0 ? 'rows' : 'columns');
      }
      for (let c = 0; c < n * n; c++) out[c] = Math.exp(steps[halves][c]);
    },
    backward(dOut, dLogits) {
      for (let c = 0; c < n * n; c++) dLogits[c] = dOut[c] * Math.exp(steps[halves][c]);
      for (let h = halves; h > 0; h--) {
        const [line, entry] = h % 2 === 1 ? [n, 1] : [1, n];
        for (let i = 0; i < n; i++) {
          let sum = 0;
          for (let j = 0; j < n; j++) sum += dLogits[i * line + j * entry];
          for (let j = 0; j < n; j++) {
            const c = i * line + j * entry;
            dLogits[c] -= Math.exp(steps[h][c]) * sum;
          }
        }
      }
    },
  };
}
