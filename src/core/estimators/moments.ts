import type { ScalarEstimate, VectorEstimate } from './estimator';

/** Running mean and variance of vectors (Welford), for estimates with their standard errors. */
export interface Moments {
  add(sample: ArrayLike<number>): void;
  estimate(scale?: number): VectorEstimate;
}

export function createMoments(dim: number): Moments {
  const mean = new Float64Array(dim);
  const squares = new Float64Array(dim);
  let count = 0;
  return {
    add(sample) {
      count++;
      for (let i = 0; i < dim; i++) {
        const step = sample[i] - mean[i];
        mean[i] += step / count;
        squares[i] += step * (sample[i] - mean[i]);
      }
    },
    /** Mean and standard error of scale * sample. */
    estimate: (scale = 1) => ({
      value: mean.map((m) => m * scale),
      standardError: squares.map((s) => errorOfMean(s, count) * Math.abs(scale)),
    }),
  };
}

/** Standard error of a mean from the summed squares about it; NaN for fewer than two samples. */
function errorOfMean(squares: number, count: number): number {
  return count > 1 ? Math.sqrt(Math.max(0, squares) / (count * (count - 1))) : NaN;
}

/** The same from a plain sum and sum of squares, times `scale`. */
export function fromSums(sum: number, squares: number, count: number, scale = 1): ScalarEstimate {
  const mean = sum / count;
  const about = squares - sum * mean;
  return { value: mean * scale, standardError: errorOfMean(about, count) * Math.abs(scale) };
}

/** Entry i of a vector estimate. */
export function entry(estimate: VectorEstimate, i: number): ScalarEstimate {
  return { value: estimate.value[i], standardError: estimate.standardError[i] };
}
