import { createNoiseFill } from '../../../core/neighbours/noise';
import { selectTop } from '../../../core/neighbours/top';
import type { DistanceRows, TopKKnobs } from '../../../gpu/kernels/perturbed-top-k/layout';
import { gainOf } from '../experiment/query';

/**
 * Candidates of every query on which the direct loss gradient of one step acts: those that are in
 * y*(epsilon) more or less often than in y*, over the samples of the step.
 * @returns counts [queries]
 */
export function activePairs(
  { queries, candidates, distances, fits, scales }: DistanceRows,
  { k, sigma, epsilon, lossForm, law, seed, step, samples }: TopKKnobs,
): Float64Array {
  const noise = createNoiseFill(seed, law, false);
  const scores = new Float64Array(candidates);
  const top = new Int32Array(k);
  return Float64Array.from({ length: queries }, (_, q) => {
    const row = q * candidates;
    const net = new Int32Array(candidates);
    for (let sample = 0; sample < samples; sample++) {
      noise(step, sample, q, scores);
      for (let c = 0; c < candidates; c++) {
        scores[c] = sigma * scales[q] * scores[c] - distances[row + c];
      }
      selectTop(scores, 0, candidates, k, top);
      for (const c of top) net[c]--;
      for (let c = 0; c < candidates; c++) {
        if (fits[row + c]) scores[c] -= epsilon * gainOf(lossForm, distances[row + c]);
      }
      selectTop(scores, 0, candidates, k, top);
      for (const c of top) net[c]++;
    }
    return net.reduce((count, times) => count + (times === 0 ? 0 : 1), 0);
  });
}
