import type { NoiseSpec } from '../noise/noise';

/**
 * Gibbs law of the scores: softmax(x)_i = exp(x_i) / sum_j exp(x_j), with its log-normaliser. Only
 * differences to the largest entry are exponentiated, so a huge or shifted x is as good as any.
 */

/** log sum_j exp(x_j); -Infinity of nothing. */
export function logSumExp(x: ArrayLike<number>): number {
  const { largest, rest } = scaledSum(x);
  return largest + Math.log1p(rest);
}

/** sum_j exp(x_j) = exp(largest) * (1 + rest): split this way because rest may be far below 1e-16. */
function scaledSum(x: ArrayLike<number>): { largest: number; rest: number } {
  let largest = -Infinity;
  let at = -1;
  for (let i = 0; i < x.length; i++) {
    if (x[i] > largest) {
      largest = x[i];
      at = i;
    }
  }
  let rest = 0;
  if (at < 0) return { largest, rest };
  for (let i = 0; i < x.length; i++) if (i !== at) rest += Math.exp(x[i] - largest);
  return { largest, rest };
}

/** softmax(x) [n], written to `out` (which may be x itself). */
export function softmax(x: ArrayLike<number>, out = new Float64Array(x.length)): Float64Array {
  const { largest, rest } = scaledSum(x);
  for (let i = 0; i < x.length; i++) out[i] = Math.exp(x[i] - largest) / (1 + rest);
  return out;
}

/**
 * The Gibbs law at the scale of the noise [n]: p_i ~ exp(score_i / (sigma * scale)), that of the argmax under
 * Gumbel noise. The scale of other noise does not count.
 */
export function gibbsLaw(
  scores: readonly number[],
  sigma: number,
  { law, scale }: Pick<NoiseSpec, 'law' | 'scale'>,
): Float64Array {
  const temperature = sigma * (law === 'gumbel' ? scale : 1);
  return softmax(scores.map((score) => score / temperature));
}

/** Entropy -sum_i p_i log p_i of softmax(x), in nats: logsumexp(x) - <softmax(x), x>. */
export const gibbsEntropy = (x: ArrayLike<number>): number =>
  softmaxWithEntropy(x, new Float64Array(x.length));

/** softmax(x) to `out` (which may be x itself), and its entropy, by one exponential per entry. */
export function softmaxWithEntropy(x: ArrayLike<number>, out: Float64Array): number {
  let at = 0;
  for (let i = 1; i < x.length; i++) if (x[i] > x[at]) at = i;
  const largest = x[at];
  let rest = 0;
  let mean = 0;
  for (let i = 0; i < x.length; i++) {
    const below = x[i] - largest;
    const weight = Math.exp(below);
    out[i] = weight;
    if (i !== at) rest += weight;
    if (weight > 0) mean += weight * below;
  }
  for (let i = 0; i < x.length; i++) out[i] /= 1 + rest;
  return Math.log1p(rest) - mean / (1 + rest);
}
