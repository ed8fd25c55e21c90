import { logistic, softplus } from '../logistic';
import { unitUniform, type Rng } from '../rng/rng';

/**
 * A network that scores places for numbers, and one for the noise scale, on typed arrays (section 3.1
 * of the supplement of Cohen Indelman & Hazan 2021).
 * Each number goes alone through 1 -> hidden ReLU -> d:
 *
 *   scores[j][i] = b2[i] + sum_k relu(x_j w1[k] + b1[k]) w2[k][i]   (number j, place i),
 *
 * and the noise network is linear with one output, sigma(x) = softplus(c + sum_j s[j] x_j).
 * All parameters stand in one vector: w1 [hidden], b1 [hidden], w2 [hidden*d], b2 [d], s [d], c [1].
 */
export interface Network {
  /** Writes scores [d*d] and returns sigma(x). */
  forward(params: Float64Array, x: Float64Array, scores: Float64Array): number;
  /**
   * Adds to `gradient` that of <dScores, scores> + dSigma * sigma; to be called after `forward` of
   * the same numbers. Zeros in dScores cost nothing: a difference of matchings has few others.
   */
  backward(
    params: Float64Array,
    x: Float64Array,
    dScores: Float64Array,
    dSigma: number,
    gradient: Float64Array,
  ): void;
}

/** Parameters of the score network; those of the noise network follow. */
export const scoreSize = (d: number, hidden: number) => 2 * hidden + hidden * d + d;
export const networkSize = (d: number, hidden: number) => scoreSize(d, hidden) + d + 1;

export function createNetwork(d: number, hidden: number): Network {
  const b1 = hidden;
  const w2 = 2 * hidden;
  const b2 = w2 + hidden * d;
  const s = b2 + d;
  const c = s + d;
  const active = new Float64Array(d * hidden);
  const used = new Int32Array(d);
  let logit = 0;

  return {
    forward(params, x, scores) {
      logit = params[c];
      for (let j = 0; j < d; j++) {
        logit += params[s + j] * x[j];
        const to = j * d;
        for (let i = 0; i < d; i++) scores[to + i] = params[b2 + i];
        for (let k = 0; k < hidden; k++) {
          const h = Math.max(0, x[j] * params[k] + params[b1 + k]);
          active[j * hidden + k] = h;
          if (h === 0) continue;
          const from = w2 + k * d;
          for (let i = 0; i < d; i++) scores[to + i] += h * params[from + i];
        }
      }
      return softplus(logit);
    },
    backward(params, x, dScores, dSigma, gradient) {
      for (let j = 0; j < d; j++) {
        let count = 0;
        for (let i = 0; i < d; i++) {
          const g = dScores[j * d + i];
          if (g === 0) continue;
          used[count++] = i;
          gradient[b2 + i] += g;
        }
        if (count > 0) backwardRow(params, x[j], j, dScores, count, gradient);
      }
      const dLogit = dSigma * logistic(logit);
      for (let j = 0; j < d; j++) gradient[s + j] += dLogit * x[j];
      gradient[c] += dLogit;
    },
  };

  function backwardRow(
    params: Float64Array,
    xj: number,
    j: number,
    dScores: Float64Array,
    count: number,
    gradient: Float64Array,
  ): void {
    for (let k = 0; k < hidden; k++) {
      const h = active[j * hidden + k];
      // an inactive neuron passes nothing in either direction
      if (h === 0) continue;
      const from = w2 + k * d;
      let dHidden = 0;
      for (let u = 0; u < count; u++) {
        const i = used[u];
        const g = dScores[j * d + i];
        gradient[from + i] += g * h;
        dHidden += g * params[from + i];
      }
      gradient[k] += dHidden * xj;
      gradient[b1 + k] += dHidden;
    }
  }
}

/**
 * First weights: each layer uniform in +-1/sqrt(inputs), weights and biases alike, which is what
 * the authors' library does unless told otherwise.
 */
export function initialScores(rng: Rng, d: number, hidden: number): Float64Array {
  const params = new Float64Array(networkSize(d, hidden));
  let at = 0;
  const layer = (inputs: number, outputs: number) => {
    const bound = 1 / Math.sqrt(inputs);
    for (let n = (inputs + 1) * outputs; n > 0; n--, at++) {
      params[at] = bound * (2 * unitUniform(rng.word(0, at)) - 1);
    }
  };
  layer(1, hidden);
  layer(hidden, d);
  layer(d, 1);
  return params;
}
