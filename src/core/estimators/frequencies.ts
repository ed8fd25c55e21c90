import type { PairSums } from '../problem';
import type { VectorEstimate } from './estimator';

/**
 * Frequencies of the classes in y* and y*(eps) [n], with binomial standard errors. The error uses
 * the add-half rule, p~ = (hits + 1/2) / (samples + 1), sqrt(p~ (1 - p~) / samples): a class that was
 * never drawn, or always, still has an error bar of the right size, about sqrt(1/2) / samples,
 * while the frequency itself stays hits / samples.
 */
export function frequencies(sums: PairSums): {
  prediction: VectorEstimate;
  augmented: VectorEstimate;
} {
  return {
    prediction: binomial(sums.hits, sums.samples),
    augmented: binomial(sums.hitsAugmented, sums.samples),
  };
}

function binomial(hits: Float64Array, samples: number): VectorEstimate {
  return {
    value: hits.map((count) => count / samples),
    standardError: hits.map((count) => {
      const p = (count + 0.5) / (samples + 1);
      return Math.sqrt((p * (1 - p)) / samples);
    }),
  };
}
