import { checkFinite, checkNotZero } from './checks';
import type { NoiseSpec } from './noise/noise';

/**
 * A randomly perturbed predictor over the k-subsets of n classes (k = 1: one-hot), with its loss:
 *
 *   y*      = argmax_y  <mu + sigma*gamma, y>
 *   y*(eps) = argmax_y  <mu + sigma*gamma, y> + epsilon * <loss, y>        (same gamma)
 *
 * over y in {0,1}^n with k ones; gamma has one independent entry per class. Plain data: it travels
 * to the worker, into the receipt and back.
 */
export interface ArgmaxProblem {
  /** Scores mu [n], in units of score. */
  readonly scores: readonly number[];
  /** Size of the subset, 1 <= k <= n. */
  readonly k: number;
  /** Noise scale, > 0, in units of score. */
  readonly sigma: number;
  /** Loss weight, either sign, not 0. */
  readonly epsilon: number;
  /** Loss of choosing each class [n]; the loss of a structure is the sum over its members. */
  readonly loss: readonly number[];
  readonly noise: NoiseSpec;
  readonly seed: number;
}

/**
 * Sums over a range of samples: enough for the distribution of y*, the loss, and the direct loss
 * gradients in mu and sigma with their variances. Sums of two disjoint ranges add up, which is how
 * figures refine. Counts are exact integers.
 */
export interface PairSums {
  readonly n: number;
  samples: number;
  /** [n] number of samples with class i in y*. */
  readonly hits: Float64Array;
  /** [n] number of samples with class i in y*(eps); empty when it was not asked for. */
  readonly hitsAugmented: Float64Array;
  /** [n*n] entry i*n+j: number of samples with i in y* and j in y*(eps); empty likewise. */
  readonly joint: Float64Array;
  /** Sum and sum of squares of the loss <loss, y*>. */
  loss: number;
  lossSquared: number;
  /** Sum and sum of squares of <gamma, y*(eps) - y*> (gamma not multiplied by sigma). */
  gap: number;
  gapSquared: number;
  /** Sum and sum of squares of the perturbed maximum <mu + sigma*gamma, y*>. */
  maximum: number;
  maximumSquared: number;
}

/** @param augmented whether y*(eps) is counted too; else its two arrays are empty. */
export function emptySums(n: number, augmented = true): PairSums {
  return {
    n,
    samples: 0,
    hits: new Float64Array(n),
    hitsAugmented: new Float64Array(augmented ? n : 0),
    joint: new Float64Array(augmented ? n * n : 0),
    loss: 0,
    lossSquared: 0,
    gap: 0,
    gapSquared: 0,
    maximum: 0,
    maximumSquared: 0,
  };
}

/**
 * Fills the hits from the joint table: its row and column sums are k times the hits, because every
 * structure has k members.
 */
export function hitsFromJoint(sums: PairSums, k: number): void {
  const { n, joint, hits, hitsAugmented } = sums;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      hits[i] += joint[i * n + j];
      hitsAugmented[j] += joint[i * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    hits[i] /= k;
    hitsAugmented[i] /= k;
  }
}

/** Adds `more` into `total` in place. @throws RangeError if they are of different sizes. */
export function addSums(total: PairSums, more: PairSums): void {
  if (total.n !== more.n || total.joint.length !== more.joint.length) {
    throw new RangeError(`sums of ${more.n} classes cannot be added into sums of ${total.n}`);
  }
  total.samples += more.samples;
  addInto(total.hits, more.hits);
  addInto(total.hitsAugmented, more.hitsAugmented);
  addInto(total.joint, more.joint);
  total.loss += more.loss;
  total.lossSquared += more.lossSquared;
  total.gap += more.gap;
  total.gapSquared += more.gapSquared;
  total.maximum += more.maximum;
  total.maximumSquared += more.maximumSquared;
}

function addInto(total: Float64Array, more: Float64Array): void {
  for (let i = 0; i < total.length; i++) total[i] += more[i];
}

/** Largest number of classes of the one-hot and k-subset samplers. */
export const MAX_CLASSES = 1024;

/** mu + epsilon*loss [n]: the scores of the second prediction. */
export const augmentedScores = (
  { scores, loss }: Pick<ArgmaxProblem, 'scores' | 'loss'>,
  epsilon: number,
): number[] => scores.map((mu, i) => mu + epsilon * loss[i]);

/**
 * The boundary of every sampler: a problem that passes is finite, of consistent sizes and in range.
 * @throws RangeError naming the field and the value.
 */
export function checkProblem(problem: ArgmaxProblem): void {
  const { scores, k, sigma, epsilon, loss, noise, seed } = problem;
  const n = scores.length;
  if (n < 1 || n > MAX_CLASSES) {
    throw new RangeError(`scores must have 1 to ${MAX_CLASSES} entries, got ${n}`);
  }
  if (loss.length !== n) throw new RangeError(`loss has ${loss.length} entries, scores has ${n}`);
  if (!Number.isInteger(k) || k < 1 || k > n) {
    throw new RangeError(`k must be an integer from 1 to ${n}, got ${k}`);
  }
  checkFinite('scores', scores);
  checkFinite('loss', loss);
  if (!(sigma > 0 && sigma < 1e30)) {
    throw new RangeError(`sigma must be positive and below 1e30, got ${sigma}`);
  }
  checkNotZero('epsilon', epsilon);
  if (!(noise.scale > 0 && noise.scale < 1e30) || !Number.isFinite(noise.location)) {
    throw new RangeError(
      `noise must have a finite location and a positive scale, got ${noise.location} and ${noise.scale}`,
    );
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`seed must be an integer from 0 to 4294967295, got ${seed}`);
  }
}
