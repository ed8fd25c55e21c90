import { logistic as sigmoid } from '../logistic';
import { normalCdf, normalQuantile } from './normal';

export const lawNames = ['gumbel', 'normal', 'logistic', 'uniform'] as const;
export type LawName = (typeof lawNames)[number];

/** Euler-Mascheroni constant: the mean of the standard Gumbel law. */
export const EULER_GAMMA = 0.5772156649015329;

/**
 * A probability law on the line in its standard form (location 0, scale 1). Every law is sampled by
 * its quantile function from one uniform number, so the laws are coupled: the same draw sits at the
 * same rank in each of them, and comparing two laws compares nothing but their shapes. Its name for
 * readers is in the atlas.
 */
export interface Law {
  readonly name: LawName;
  readonly mean: number;
  readonly variance: number;
  /** Inverse distribution function, u in (0,1). */
  quantile(u: number): number;
  cdf(z: number): number;
  density(z: number): number;
  /** Derivative of the log density; 0 where the density is constant or zero. */
  scoreFunction(z: number): number;
  /** An interval outside of which the density is below 1e-18 of its maximum. */
  readonly support: readonly [number, number];
}

const gumbel: Law = {
  name: 'gumbel',
  mean: EULER_GAMMA,
  variance: (Math.PI * Math.PI) / 6,
  // exact to rounding at both ends: log u keeps its relative accuracy as u nears 1
  quantile: (u) => -Math.log(-Math.log(u)),
  cdf: (z) => Math.exp(-Math.exp(-z)),
  density: (z) => Math.exp(-z - Math.exp(-z)),
  scoreFunction: (z) => Math.expm1(-z),
  support: [-4, 43],
};

const normal: Law = {
  name: 'normal',
  mean: 0,
  variance: 1,
  quantile: normalQuantile,
  cdf: normalCdf,
  density: (z) => 0.3989422804014327 * Math.exp(-0.5 * z * z),
  scoreFunction: (z) => -z,
  support: [-9.2, 9.2],
};

const logistic: Law = {
  name: 'logistic',
  mean: 0,
  variance: (Math.PI * Math.PI) / 3,
  quantile: (u) => Math.log(u) - Math.log1p(-u),
  cdf: sigmoid,
  density: (z) => {
    const e = Math.exp(-Math.abs(z));
    return e / ((1 + e) * (1 + e));
  },
  scoreFunction: (z) => -Math.tanh(z / 2),
  support: [-43, 43],
};

/** Uniform on (-1, 1). Not smooth at its ends: Theorem 2 of the paper asks for a smooth density. */
const uniform: Law = {
  name: 'uniform',
  mean: 0,
  variance: 1 / 3,
  quantile: (u) => 2 * u - 1,
  cdf: (z) => Math.min(1, Math.max(0, (z + 1) / 2)),
  density: (z) => (z >= -1 && z <= 1 ? 0.5 : 0),
  scoreFunction: () => 0,
  support: [-1, 1],
};

export const laws: Readonly<Record<LawName, Law>> = { gumbel, normal, logistic, uniform };
