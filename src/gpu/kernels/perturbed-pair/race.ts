import { ARGMAX_STREAM, emptySums, type ArgmaxProblem, type PairSums } from '../../../core/problem';
import { streamId } from '../../../core/rng/rng';
import { threefry4x32 } from '../../../core/rng/threefry';

/**
 * The Gumbel argmax as a race of exponentials. With gamma = location + scale * -log E and E ~ Exp(1),
 *
 *   argmax_i { mu_i + sigma*gamma_i }  =  argmin_i  E_i * b_i,    b_i = exp(-mu_i / (sigma*scale)),
 *
 * so one logarithm per class is enough, E = -log u; and since -log u >= 1 - u, a runner whose lower
 * bound (1 - u_i) * b_i is already behind needs none: about two logarithms per sample are left of
 * the sixteen that eight classes take by definition.
 *
 * Gumbel noise over one-hot structures only. Same draws and sums as `maximisePairs`, near-ties aside.
 */
export function racePairs(
  problem: ArgmaxProblem,
  first: number,
  count: number,
  augmented = true,
): PairSums {
  const { scores, sigma, epsilon, loss, noise, seed } = problem;
  const n = scores.length;
  const spread = sigma * noise.scale;
  const b = handicaps(scores, spread);
  const augmentedScores = scores.map((score, i) => score + epsilon * loss[i]);
  // Without the augmented race its runners all start out of reach, and the same loop serves both.
  const c = augmented ? handicaps(augmentedScores, spread) : new Float64Array(n).fill(Infinity);
  const stream = streamId(ARGMAX_STREAM);
  const words = new Int32Array(4);
  const sums = emptySums(n, augmented);
  sums.samples = count;
  const { hits, hitsAugmented, joint } = sums;
  let lossSum = 0;
  let lossSquared = 0;
  let gapSum = 0;
  let gapSquared = 0;
  let maximumSum = 0;
  let maximumSquared = 0;

  for (let s = first; s < first + count; s++) {
    let y = 0;
    let best = Infinity;
    let raceOfY = 1;
    let z = 0;
    let bestAugmented = Infinity;
    let raceOfZ = 1;
    for (let i = 0; i < n; i++) {
      if ((i & 3) === 0) threefry4x32(s, i >>> 2, 0, 0, seed, stream, 0, 0, words);
      const u = ((words[i & 3] >>> 9) + 0.5) * 1.1920928955078125e-7;
      const w = 1 - u;
      if (w * b[i] >= best && w * c[i] >= bestAugmented) continue;
      const e = -Math.log(u);
      if (e * b[i] < best) {
        best = e * b[i];
        raceOfY = e;
        y = i;
      }
      if (e * c[i] < bestAugmented) {
        bestAugmented = e * c[i];
        raceOfZ = e;
        z = i;
      }
    }
    hits[y] += 1;
    const lossOfY = loss[y];
    lossSum += lossOfY;
    lossSquared += lossOfY * lossOfY;
    const maximum = scores[y] + sigma * (noise.location - noise.scale * Math.log(raceOfY));
    maximumSum += maximum;
    maximumSquared += maximum * maximum;
    if (augmented) {
      hitsAugmented[z] += 1;
      joint[y * n + z] += 1;
      if (z !== y) {
        const gap = noise.scale * Math.log(raceOfY / raceOfZ);
        gapSum += gap;
        gapSquared += gap * gap;
      }
    }
  }
  sums.loss = lossSum;
  sums.lossSquared = lossSquared;
  sums.gap = gapSum;
  sums.gapSquared = gapSquared;
  sums.maximum = maximumSum;
  sums.maximumSquared = maximumSquared;
  return sums;
}

/**
 * exp((max - score) / spread): 1 for the favourite, larger for the others. Overflow to infinity is
 * right: such a class is beaten with a probability that float64 cannot tell from 1.
 */
function handicaps(scores: readonly number[], spread: number): Float64Array {
  const top = Math.max(...scores);
  return Float64Array.from(scores, (score) => Math.exp((top - score) / spread));
}
