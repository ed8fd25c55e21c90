import type { LossEstimator } from '../../estimators/gradient-estimator';
import { createNoiseBook, type NoiseBook } from '../../estimators/noise-book';
import { createNoise, noiseSpec } from '../../noise/noise';
import { squaredLength } from '../../vector';

/** Means of estimators: by looking at everything that can be drawn, and from many draws. */

const never = () => {
  throw new Error('this noise is not read');
};

/** Far above every log-probability. */
const FAR = 1e9;

/**
 * A book under which the structures of sample `number` come in the order of orders[number]; those that
 * are not named come after them.
 */
function forcedBook(orders: readonly (readonly number[])[]): NoiseBook {
  return {
    parts: never,
    second: never,
    structures(number, out) {
      out.fill(0);
      orders[number].forEach((s, place) => (out[s] = FAR * (orders[number].length - place)));
    },
  };
}

/** Something that can be drawn: its probability, and the noise under which draw 0 is it. */
export interface Outcome {
  readonly probability: number;
  readonly noise: NoiseBook;
}

/** Every sequence of independent samples of a law. */
export function* sampleOutcomes(probabilities: ArrayLike<number>, samples: number) {
  const count = probabilities.length;
  for (let code = 0; code < count ** samples; code++) {
    const drawn = Array.from({ length: samples }, (_, s) => Math.floor(code / count ** s) % count);
    const probability = drawn.reduce((product, s) => product * probabilities[s], 1);
    yield { probability, noise: forcedBook(drawn.map((s) => [s])) };
  }
}

/** Every order of different structures, drawn one after the other without replacement. */
export function* orderOutcomes(
  probabilities: ArrayLike<number>,
  size: number,
): Generator<Outcome & { readonly order: readonly number[] }> {
  function* extend(
    order: number[],
    probability: number,
    left: number,
  ): Generator<Outcome & { order: number[] }> {
    if (order.length === size) {
      yield { order, probability, noise: forcedBook([order]) };
      return;
    }
    for (let s = 0; s < probabilities.length; s++) {
      if (order.includes(s)) continue;
      const p = probabilities[s];
      yield* extend([...order, s], (probability * p) / left, left - p);
    }
  }
  yield* extend([], 1, 1);
}

/** Mean and trace of the variance of draw 0 over all outcomes. */
export function enumerated(
  estimator: LossEstimator,
  dim: number,
  outcomes: Iterable<Outcome>,
): { mean: Float64Array; variance: number; loss: number } {
  const all = [...outcomes].map(({ probability, noise }) => {
    const out = new Float64Array(dim);
    const { loss } = estimator.draw(0, noise, estimator.scale(), out);
    return { probability, out, loss };
  });
  const mean = new Float64Array(dim);
  let meanLoss = 0;
  for (const { probability, out, loss } of all) {
    out.forEach((g, i) => (mean[i] += probability * g));
    meanLoss += probability * loss;
  }
  const variance = all.reduce(
    (sum, { probability, out }) =>
      sum + probability * squaredLength(out.map((g, i) => g - mean[i])),
    0,
  );
  return { mean, variance, loss: meanLoss };
}

/** The page's noise, kept: many estimators read the same. */
export function keptBook(seed: number, dim: number, count: number, samples: number): NoiseBook {
  const book = createNoiseBook(seed, createNoise(noiseSpec('gumbel')));
  const kept = (fill: NoiseBook['parts'], length: number): NoiseBook['parts'] => {
    const all = new Float64Array(samples * length);
    for (let s = 0; s < samples; s++) fill(s, all.subarray(s * length, (s + 1) * length));
    return (sample, out) => {
      for (let i = 0; i < length; i++) out[i] = all[sample * length + i];
    };
  };
  return {
    parts: kept(book.parts, dim),
    structures: kept(book.structures, count),
    second: kept(book.second, count),
  };
}

export interface Simulated {
  readonly mean: Float64Array;
  readonly standardError: Float64Array;
  /** Trace, and its standard error. */
  readonly variance: number;
  readonly errorOfVariance: number;
}

/** Mean and variance of many draws. */
export function simulated(
  estimator: LossEstimator,
  dim: number,
  noise: NoiseBook,
  draws: number,
  about = new Float64Array(dim),
): Simulated {
  const [sums, squares] = [new Float64Array(dim), new Float64Array(dim)];
  const out = new Float64Array(dim);
  let fourth = 0;
  const scale = estimator.scale();
  for (let draw = 0; draw < draws; draw++) {
    estimator.draw(draw, noise, scale, out.fill(0));
    let length = 0;
    for (let i = 0; i < dim; i++) {
      const g = out[i] - about[i];
      sums[i] += g;
      squares[i] += g * g;
      length += g * g;
    }
    fourth += length * length;
  }
  const variances = squares.map((square, i) => square / draws - (sums[i] / draws) ** 2);
  const variance = variances.reduce((sum, v) => sum + v, 0);
  const second = squares.reduce((sum, square) => sum + square / draws, 0);
  return {
    mean: sums.map((sum, i) => about[i] + sum / draws),
    standardError: variances.map((v) => Math.sqrt(Math.max(0, v) / draws)),
    variance,
    errorOfVariance: Math.sqrt(Math.max(0, fourth / draws - second * second) / draws),
  };
}
