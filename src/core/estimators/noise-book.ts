import { createNoise, noiseSpec, type Noise } from '../noise/noise';
import { EULER_GAMMA } from '../noise/laws';
import { createRng, unitUniform, type Rng } from '../rng/rng';
import type { DrawNoise } from './estimator';

/**
 * All random numbers of estimators, by the number of a sample: the same sample is the same noise whatever
 * the scores, sigma or the estimator. An estimate of S samples takes samples index*S .. index*S + S-1.
 */
export interface NoiseBook {
  /** gamma [dim]: one number of the noise law a part. */
  readonly parts: DrawNoise;
  /** [count]: one standard Gumbel number a structure, in the order of the table. */
  readonly structures: DrawNoise;
  /** Uniform numbers in (0, 1), for what needs noise beside the sample. */
  readonly second: DrawNoise;
}

/** @param noise the law of the parts */
export function createNoiseBook(seed: number, noise: Noise): NoiseBook {
  const gumbel = createNoise(noiseSpec('gumbel', EULER_GAMMA));
  return {
    parts: numbersOf(createRng(seed, 'atlas/parts'), (word) => noise.sample(word)),
    structures: numbersOf(createRng(seed, 'atlas/structures'), (word) => gumbel.sample(word)),
    second: numbersOf(createRng(seed, 'atlas/second'), unitUniform),
  };
}

function numbersOf(rng: Rng, value: (word: number) => number): DrawNoise {
  const words = new Uint32Array(4);
  return (sample, out) => {
    for (let i = 0; i < out.length; i++) {
      if (i % 4 === 0) rng.block(sample, i / 4, 0, words);
      out[i] = value(words[i % 4]);
    }
  };
}
