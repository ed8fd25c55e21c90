import { checkFinite } from '../checks';
import type { Noise } from '../noise/noise';

/** Beyond this many noise scales two scores never meet: larger offsets are cut to it. */
const FAR = 1e6;

/**
 * The predictor in the units of the standard law: which k of X_i = offsets[i] + z_i are largest,
 * z_i standard. The location of the noise moves all X_i alike, hence falls out; the k-th largest
 * score is at 0, so that the k-th largest X lies in the support of the law (and with it every
 * exchange of members): one window of integration, whatever the scores.
 */
export interface StandardProblem {
  readonly n: number;
  readonly k: number;
  /** Offsets of the scores [n], in units of `unit`; 0 is the k-th largest. */
  readonly offsets: Float64Array;
  /** sigma times the scale of the noise: the score that one standard unit stands for. */
  readonly unit: number;
}

/**
 * sigma = 0 is the limit of small noise: equal scores share their places, unequal ones are certain.
 * @throws RangeError naming the argument and its value
 */
export function standardise(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  k: number,
): StandardProblem {
  const n = scores.length;
  checkFinite('scores', scores);
  if (!(sigma >= 0)) throw new RangeError(`sigma must be 0 or positive, got ${sigma}`);
  if (!Number.isInteger(k) || k < 1 || k > n) {
    throw new RangeError(`k must be an integer from 1 to ${n}, got ${k}`);
  }
  const unit = sigma * noise.scale;
  const reference = Float64Array.from(scores).sort()[n - k];
  const offsets = Float64Array.from(scores, (score) => offset(score - reference, unit));
  return { n, k, offsets, unit };
}

function offset(difference: number, unit: number): number {
  return difference === 0 ? 0 : Math.min(FAR, Math.max(-FAR, difference / unit));
}
