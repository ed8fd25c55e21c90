import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { createRng } from '../../../core/rng/rng';
import { ranksOf, type Examples } from './examples';

/** Rankings made by a known model (section 5.2 and Figure 4 of the paper). */
export interface NoisyLabels {
  readonly rows: number;
  readonly features: number;
  readonly labels: number;
  /** Scale of the noise in the scores that are ranked. */
  readonly sigma: number;
  readonly seed: number;
}

const normal = createNoise(noiseSpec('normal'));

/**
 * y_i = argmax_y <w0 x_i + sigma Z_i, y>: x and Z standard normal, w0 normal of deviation 1/sqrt(features), so
 * that scores are of size 1. The same x, w0 and Z for every sigma.
 */
export function noisyLabels(spec: NoisyLabels): Examples {
  const { rows, features, labels, sigma, seed } = spec;
  const numbers = (stream: string, length: number) => {
    const rng = createRng(seed, `rankings/generated/${stream}`);
    return Float64Array.from({ length }, (_, i) => normal.sample(rng.word(0, i)));
  };
  const x = numbers('features', rows * features);
  const weights = numbers('weights', labels * features);
  const noise = numbers('noise', rows * labels);
  const ranks = ranksOf(rows, labels, (row, scores) => {
    for (let label = 0; label < labels; label++) {
      let score = 0;
      for (let i = 0; i < features; i++) {
        score += weights[label * features + i] * x[row * features + i];
      }
      scores[label] = score / Math.sqrt(features) + sigma * noise[row * labels + label];
    }
  });
  return { rows, features, labels, x, ranks };
}
