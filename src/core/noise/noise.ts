import { unitUniform } from '../rng/rng';
import { laws, type Law, type LawName } from './laws';

/** Plain description of a noise, fit for messages and URLs: gamma = location + scale * standard. */
export interface NoiseSpec {
  readonly law: LawName;
  readonly location: number;
  readonly scale: number;
}

/** A noise ready for use. Noise values are unitless: the predictor multiplies them by sigma. */
export interface Noise extends NoiseSpec {
  readonly standard: Law;
  readonly mean: number;
  readonly variance: number;
  readonly support: readonly [number, number];
  /** The value that a 32-bit word of the generator stands for. */
  sample(word: number): number;
  density(gamma: number): number;
  cdf(gamma: number): number;
  /** d/dgamma log density(gamma). Minus this is the weight nu of the perturbed estimators. */
  scoreFunction(gamma: number): number;
}

/**
 * The law of a noise that estimators may weigh by its score function.
 * @throws RangeError for the uniform law: its density falls at its ends alone, which the score function misses
 */
export function smoothLaw({ law }: Pick<NoiseSpec, 'law'>): Exclude<LawName, 'uniform'> {
  if (law === 'uniform') throw new RangeError('uniform noise has no score function');
  return law;
}

/** @throws RangeError if the law is unknown, the location not finite or the scale not positive. */
export function createNoise(spec: NoiseSpec): Noise {
  const { law, location, scale } = spec;
  const standard = laws[law];
  if (!Object.hasOwn(laws, law)) throw new RangeError(`unknown noise law "${law}"`);
  if (!Number.isFinite(location))
    throw new RangeError(`noise location must be finite: ${location}`);
  if (!(scale > 0 && Number.isFinite(scale))) {
    throw new RangeError(`noise scale must be positive and finite: ${scale}`);
  }
  const standardise = (gamma: number) => (gamma - location) / scale;
  return {
    law,
    location,
    scale,
    standard,
    mean: location + scale * standard.mean,
    variance: scale * scale * standard.variance,
    support: [location + scale * standard.support[0], location + scale * standard.support[1]],
    sample: (word) => location + scale * standard.quantile(unitUniform(word)),
    density: (gamma) => standard.density(standardise(gamma)) / scale,
    cdf: (gamma) => standard.cdf(standardise(gamma)),
    scoreFunction: (gamma) => standard.scoreFunction(standardise(gamma)) / scale,
  };
}

/**
 * The noise of a law with a given mean (default 0) and variance (default: that of the standard form).
 * `noiseSpec('gumbel')` is the zero-mean Gumbel of the paper, `noiseSpec('gumbel', 0, 3)` that of its
 * matching experiment, `noiseSpec('gumbel', EULER_GAMMA)` the standard one.
 */
export function noiseSpec(law: LawName, mean = 0, variance = laws[law].variance): NoiseSpec {
  if (!(variance > 0)) throw new RangeError(`noise variance must be positive: ${variance}`);
  const scale = Math.sqrt(variance / laws[law].variance);
  return { law, scale, location: mean - scale * laws[law].mean };
}
