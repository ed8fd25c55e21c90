import { createNoiseFill } from '../../../core/experiments/knn/noise';
import { selectTop } from '../../../core/experiments/knn/top';
import { checkTopK, type DistanceRows, type EntryCounts, type TopKKnobs } from './layout';

/**
 * CPU twin of the kernel, with the same draws in float64: the definition, literally.
 * @throws RangeError for rows or knobs out of range
 */
export function countEntries(rows: DistanceRows, knobs: TopKKnobs): EntryCounts {
  checkTopK(rows, knobs);
  const { queries, candidates, distances, fits, scales } = rows;
  const { k, sigma, epsilon, lossForm, step } = knobs;
  const noise = createNoiseFill(knobs.seed, knobs.law, false);
  const gamma = new Float64Array(candidates);
  const perturbed = new Float64Array(candidates);
  const augmented = new Float64Array(candidates);
  const [y, z] = [new Int32Array(k), new Int32Array(k)];
  const entered = new Uint32Array(queries * candidates);
  const enteredAugmented = new Uint32Array(queries * candidates);
  for (let q = 0; q < queries; q++) {
    const row = q * candidates;
    const spread = sigma * scales[q];
    for (let sample = 0; sample < knobs.samples; sample++) {
      noise(step, sample, q, gamma);
      for (let c = 0; c < candidates; c++) {
        const distance = distances[row + c];
        const gain = fits[row + c] ? (lossForm === 'count' ? 1 : distance) : 0;
        perturbed[c] = spread * gamma[c] - distance;
        augmented[c] = perturbed[c] - epsilon * gain;
      }
      selectTop(perturbed, 0, candidates, k, y);
      selectTop(augmented, 0, candidates, k, z);
      for (const c of y) entered[row + c]++;
      for (const c of z) enteredAugmented[row + c]++;
    }
  }
  return { entered, enteredAugmented };
}
