import type { Sinkhorn } from './sinkhorn';

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
