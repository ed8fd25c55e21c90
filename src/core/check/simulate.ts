import { kSubset } from '../oracles/k-subset/k-subset';
import { createNoise } from '../noise/noise';
import { ARGMAX_STREAM } from '../draws';
import { checkProblem, emptySums, type ArgmaxProblem, type PairSums } from '../problem';
import { createRng } from '../rng/rng';
import { dot } from '../vector';

/**
 * The sums of samples from .. from+samples-1 by the plainest route: one oracle call per prediction,
 * in double precision. The truth that the fast samplers are compared with; same draws as theirs
 * (stream 'argmax', part = class).
 */
export function simulatePairs(problem: ArgmaxProblem, samples: number, from = 0): PairSums {
  checkProblem(problem);
  const { scores, k, sigma, epsilon, loss, seed } = problem;
  const n = scores.length;
  const rng = createRng(seed, ARGMAX_STREAM);
  const noise = createNoise(problem.noise);
  const oracle = kSubset(n, k);
  const sums = emptySums(n);
  const [gamma, perturbed, prediction, augmented] = Array.from(
    { length: 4 },
    () => new Float64Array(n),
  );
  for (let m = from; m < from + samples; m++) {
    for (let i = 0; i < n; i++) {
      gamma[i] = noise.sample(rng.word(m, i));
      perturbed[i] = scores[i] + sigma * gamma[i];
    }
    const maximum = oracle.argmax(perturbed, prediction);
    for (let i = 0; i < n; i++) perturbed[i] += epsilon * loss[i];
    oracle.argmax(perturbed, augmented);
    addPair(sums, prediction, augmented);
    const lossHere = dot(loss, prediction);
    const gap = dot(gamma, augmented) - dot(gamma, prediction);
    sums.loss += lossHere;
    sums.lossSquared += lossHere * lossHere;
    sums.gap += gap;
    sums.gapSquared += gap * gap;
    sums.maximum += maximum;
    sums.maximumSquared += maximum * maximum;
  }
  return sums;
}

function addPair(sums: PairSums, prediction: Float64Array, augmented: Float64Array): void {
  const { n } = sums;
  sums.samples++;
  for (let i = 0; i < n; i++) {
    sums.hits[i] += prediction[i];
    sums.hitsAugmented[i] += augmented[i];
    for (let j = 0; j < n; j++) sums.joint[i * n + j] += prediction[i] * augmented[j];
  }
}
