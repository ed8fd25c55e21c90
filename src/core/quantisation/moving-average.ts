import { checkLength, checkPositive } from '../checks';
import { rowsOf, usage, type Codebook } from './codebook';

/** What codewords are the means of: decayed numbers of points and their decayed sums. */
export interface CodebookAverage {
  /** N_k [K]. */
  readonly counts: Float64Array;
  /** m_k [K*dim]. */
  readonly sums: Float64Array;
}

/**
 * So that nothing is divided by 0. A codeword without points stays where it is until its number has decayed
 * to this, and shrinks to 0 after.
 */
const SMOOTHING = 1e-5;

/**
 * As if every codeword had been the mean of `weight` points until now.
 * @throws RangeError for a weight that is not positive, or codewords that are no finite rows
 */
export function averageOf({ dim, codewords }: Codebook, weight = 1): CodebookAverage {
  checkPositive('weight', weight);
  const counts = new Float64Array(rowsOf('codewords', codewords, dim)).fill(weight);
  return { counts, sums: codewords.map((value) => value * weight) };
}

/**
 * One step of the moving averages in place, in the stead of a gradient step on the codewords (van den Oord
 * et al. 2017, appendix A.1), n_k the number of points of codeword k:
 *
 *   N_k <- rho N_k + (1 - rho) n_k,   m_k <- rho m_k + (1 - rho) sum of its points,
 *   e_k = m_k / Ntilde_k,   Ntilde_k = (N_k + 1e-5) / (N + K 1e-5) N,   N = sum of N_k.
 *
 * @throws RangeError for rho outside of [0, 1), sizes that do not fit or numbers that are not finite
 */
export function moveCodebook(
  average: CodebookAverage,
  { dim, codewords }: Codebook,
  points: ArrayLike<number>,
  nearest: ArrayLike<number>,
  rho: number,
): void {
  const n = rowsOf('points', points, dim);
  const count = rowsOf('codewords', codewords, dim);
  if (!(rho >= 0 && rho < 1)) throw new RangeError(`rho must be in [0, 1), got ${rho}`);
  const { counts, sums } = average;
  checkLength('the counts of the average', counts, count);
  checkLength('the sums of the average', sums, codewords.length);
  checkLength('nearest', nearest, n);
  const hits = usage(nearest, count);
  let total = 0;
  for (let k = 0; k < count; k++) {
    counts[k] = rho * counts[k] + (1 - rho) * hits[k];
    total += counts[k];
  }
  for (let at = 0; at < sums.length; at++) sums[at] *= rho;
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < dim; c++) sums[nearest[i] * dim + c] += (1 - rho) * points[i * dim + c];
  }
  for (let at = 0; at < codewords.length; at++) {
    const smoothed = (counts[Math.floor(at / dim)] + SMOOTHING) / (total + count * SMOOTHING);
    codewords[at] = sums[at] / (smoothed * total);
  }
}
