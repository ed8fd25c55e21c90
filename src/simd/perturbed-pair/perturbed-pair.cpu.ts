import { selectTop } from '../../core/neighbours/top';
import { createNoise } from '../../core/noise/noise';
import { ARGMAX_STREAM } from '../../core/draws';
import {
  addSums,
  checkProblem,
  emptySums,
  type ArgmaxProblem,
  type PairSums,
} from '../../core/problem';
import { streamId } from '../../core/rng/rng';
import { threefry4x32 } from '../../core/rng/threefry';
import { sampleSimd } from './pairs.simd';

/**
 * CPU twin of the kernel, with the same draws: in WebAssembly SIMD where the browser has it (and for
 * subsets of up to a dozen), by definition otherwise.
 *
 * @param first index of the first sample; @param count number of samples
 * @throws RangeError for a problem out of range
 */
export function samplePairs(
  problem: ArgmaxProblem,
  first: number,
  count: number,
  augmented = true,
): PairSums {
  checkProblem(problem);
  const quads = count - (count % 4);
  const fast = quads > 0 ? sampleSimd(problem, first, quads, augmented) : null;
  if (!fast) return maximisePairs(problem, first, count, augmented);
  const rest = count - quads;
  if (rest > 0) addSums(fast, maximisePairs(problem, first + quads, rest, augmented));
  return fast;
}

/**
 * The definition, literally and in float64: perturb every class, select the k largest twice, count.
 * The truth that the fast kernels are tested against.
 */
export function maximisePairs(
  problem: ArgmaxProblem,
  first: number,
  count: number,
  augmented = true,
): PairSums {
  const { scores, k, sigma, epsilon, loss, seed } = problem;
  const n = scores.length;
  const noise = createNoise(problem.noise);
  const stream = streamId(ARGMAX_STREAM);
  const words = new Int32Array(4);
  const gamma = new Float64Array(n);
  const values = new Float64Array(n);
  const augmentedValues = new Float64Array(n);
  const y = new Int32Array(k);
  const z = new Int32Array(k);
  const sums = emptySums(n, augmented);
  sums.samples = count;
  for (let s = first; s < first + count; s++) {
    for (let i = 0; i < n; i++) {
      if ((i & 3) === 0) threefry4x32(s, i >>> 2, 0, 0, seed, stream, 0, 0, words);
      gamma[i] = noise.sample(words[i & 3]);
      values[i] = scores[i] + sigma * gamma[i];
      augmentedValues[i] = values[i] + epsilon * loss[i];
    }
    selectTop(values, 0, n, k, y);
    if (augmented) selectTop(augmentedValues, 0, n, k, z);
    tally(sums, y, augmented ? z : null, values, gamma, loss);
  }
  return sums;
}

function tally(
  sums: PairSums,
  y: Int32Array,
  z: Int32Array | null,
  values: Float64Array,
  gamma: Float64Array,
  loss: readonly number[],
): void {
  let lossOfY = 0;
  let maximum = 0;
  let gap = 0;
  for (let r = 0; r < y.length; r++) {
    const i = y[r];
    sums.hits[i] += 1;
    lossOfY += loss[i];
    maximum += values[i];
    if (z) {
      gap += gamma[z[r]] - gamma[i];
      sums.hitsAugmented[z[r]] += 1;
      for (let q = 0; q < z.length; q++) sums.joint[i * sums.n + z[q]] += 1;
    }
  }
  sums.loss += lossOfY;
  sums.lossSquared += lossOfY * lossOfY;
  sums.gap += gap;
  sums.gapSquared += gap * gap;
  sums.maximum += maximum;
  sums.maximumSquared += maximum * maximum;
}
