import { createNoiseFill } from '../../../core/neighbours/noise';
import { createTopCounter } from '../../../core/neighbours/top';
import { checkTopK, type DistanceRows, type EntryCounts, type TopKKnobs } from './layout';

/**
 * CPU twin of the kernel, with the same draws in float64: the definition, literally. Noise that all
 * rows share is drawn once.
 * @throws RangeError for rows or knobs out of range
 */
export function countEntries(rows: DistanceRows, knobs: TopKKnobs): EntryCounts {
  checkTopK(rows, knobs);
  const { queries, candidates, scales } = rows;
  const { k, sigma, step, sharedNoise = false } = knobs;
  const noise = createNoiseFill(knobs.seed, knobs.law, knobs.relaxed === true);
  const scores = cleanScores(rows, knobs);
  const pull = pullOf(rows, knobs);
  const gamma = new Float64Array(candidates);
  const perturbed = new Float64Array(candidates);
  const top = createTopCounter(candidates, k);
  const entered = new Uint32Array(queries * candidates);
  const enteredAugmented = pull ? new Uint32Array(queries * candidates) : entered;
  for (let sample = 0; sample < knobs.samples; sample++) {
    for (let q = 0; q < queries; q++) {
      if (q === 0 || !sharedNoise) noise(step, sample, q, gamma);
      const row = q * candidates;
      const spread = sigma * scales[q];
      for (let c = 0; c < candidates; c++) perturbed[c] = spread * gamma[c] + scores[row + c];
      top.count(perturbed, entered, row);
      if (!pull) continue;
      for (let c = 0; c < candidates; c++) perturbed[c] += pull[row + c];
      top.count(perturbed, enteredAugmented, row);
    }
  }
  return { entered, enteredAugmented };
}

const cleanScores = ({ distances }: DistanceRows, { relaxed }: TopKKnobs) =>
  Float64Array.from(distances, (distance) => -distance * (relaxed ? distance : 1));

/** What epsilon times the loss adds to every score, or null where that is nothing. */
function pullOf(
  { distances, fits }: DistanceRows,
  { epsilon, lossForm }: TopKKnobs,
): Float64Array | null {
  if (epsilon === 0 || fits.every((fit) => fit === 0)) return null;
  return Float64Array.from(fits, (fit, i) =>
    fit ? -epsilon * (lossForm === 'count' ? 1 : distances[i]) : 0,
  );
}
