import { checkSize } from '../checks';
import { createLogSinkhorn, type Sinkhorn } from './log-sinkhorn';

/** Sums outside of these bounds may under- or overflow in the squares of the way back. */
const TINY = 1e-100;
const HUGE = 1e100;

/**
 * Scaling form: with K = exp(logits - row maximum), out = a_i K_ij b_j, where a = 1/(K b) and
 * b = 1/(K^T a) in turn. No exponential after the first, so 4 n^2 multiplications per iteration
 * forward and 8 n^2 backward; it falls back to the recursion on logarithms where K underflows.
 * Keeps its scratch: calls allocate nothing but for more iterations than before.
 */
export function createSinkhorn(n: number): Sinkhorn {
  checkSize('n', n);
  const kernel = new Float64Array(n * n);
  const log = createLogSinkhorn(n);
  let rows = new Float64Array(0); // a of every iteration
  let columns = new Float64Array(0); // b, beginning with that of no iteration
  let dRows = new Float64Array(0); // gradients in K b and K^T a
  let dColumns = new Float64Array(0);
  let iterations = 0;
  let form: 'exponential' | 'scaling' | 'logarithms' = 'scaling';
  let last: Float64Array = new Float64Array(0);

  function reserve(): void {
    if (rows.length >= iterations * n) return;
    rows = new Float64Array(iterations * n);
    columns = new Float64Array((iterations + 1) * n);
    dRows = new Float64Array(iterations * n);
    dColumns = new Float64Array(iterations * n);
  }

  function forward(logits: Float64Array, count: number, out: Float64Array): void {
    iterations = count;
    last = out;
    if (count === 0) {
      form = 'exponential';
      for (let c = 0; c < n * n; c++) out[c] = Math.exp(logits[c]);
      return;
    }
    reserve();
    exponentiate(logits);
    form = scale() ? 'scaling' : 'logarithms';
    if (form === 'logarithms') return log.forward(logits, count, out);
    const a = (count - 1) * n;
    const b = count * n;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) out[i * n + j] = rows[a + i] * kernel[i * n + j] * columns[b + j];
    }
  }

  function exponentiate(logits: Float64Array): void {
    for (let i = 0; i < n; i++) {
      const from = i * n;
      let max = logits[from];
      for (let j = 1; j < n; j++) if (logits[from + j] > max) max = logits[from + j];
      for (let j = 0; j < n; j++) kernel[from + j] = Math.exp(logits[from + j] - max);
    }
  }

  /** False as soon as a sum can't be inverted with all its digits. */
  function scale(): boolean {
    columns.fill(1, 0, n);
    for (let t = 0; t < iterations; t++) {
      const a = t * n;
      const b = t * n;
      const next = b + n;
      columns.fill(0, next, next + n);
      for (let i = 0; i < n; i++) {
        const from = i * n;
        let sum = 0;
        for (let j = 0; j < n; j++) sum += kernel[from + j] * columns[b + j];
        if (!(sum > TINY && sum < HUGE)) return false;
        const factor = 1 / sum;
        rows[a + i] = factor;
        for (let j = 0; j < n; j++) columns[next + j] += kernel[from + j] * factor;
      }
      for (let j = 0; j < n; j++) {
        const sum = columns[next + j];
        if (!(sum > TINY && sum < HUGE)) return false;
        columns[next + j] = 1 / sum;
      }
    }
    return true;
  }

  function backward(dOut: Float64Array, dLogits: Float64Array): void {
    if (form === 'logarithms') return log.backward(dOut, dLogits);
    if (form === 'exponential') {
      for (let c = 0; c < n * n; c++) dLogits[c] = dOut[c] * last[c];
      return;
    }
    sweepBack(dOut);
    gather(dOut, dLogits);
  }

  /** Reverse mode through the updates of a and b: what each sum contributes to the gradient. */
  function sweepBack(dOut: Float64Array): void {
    const end = iterations - 1;
    const dA = new Float64Array(n);
    const dB = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const a = rows[end * n + i];
      for (let j = 0; j < n; j++) {
        const weight = dOut[i * n + j] * kernel[i * n + j];
        dA[i] += weight * columns[iterations * n + j];
        dB[j] += weight * a;
      }
    }
    for (let t = end; t >= 0; t--) {
      for (let j = 0; j < n; j++) dColumns[t * n + j] = -dB[j] * columns[(t + 1) * n + j] ** 2;
      dB.fill(0);
      for (let i = 0; i < n; i++) {
        const from = i * n;
        let sum = dA[i];
        for (let j = 0; j < n; j++) sum += kernel[from + j] * dColumns[t * n + j];
        const d = -sum * rows[t * n + i] ** 2;
        dRows[t * n + i] = d;
        for (let j = 0; j < n; j++) dB[j] += kernel[from + j] * d;
      }
      dA.fill(0);
    }
  }

  /** dK is a sum of outer products; times K it is the gradient in the logits. */
  function gather(dOut: Float64Array, dLogits: Float64Array): void {
    const end = (iterations - 1) * n;
    for (let i = 0; i < n; i++) {
      const from = i * n;
      for (let j = 0; j < n; j++) {
        dLogits[from + j] = rows[end + i] * dOut[from + j] * columns[iterations * n + j];
      }
      for (let t = 0; t < iterations; t++) {
        const a = rows[t * n + i];
        const d = dRows[t * n + i];
        const at = t * n;
        for (let j = 0; j < n; j++) {
          dLogits[from + j] += a * dColumns[at + j] + d * columns[at + j];
        }
      }
      for (let j = 0; j < n; j++) dLogits[from + j] *= kernel[from + j];
    }
  }

  return { forward, backward };
}
