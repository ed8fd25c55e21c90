import { checkFinite, checkPositive } from '../checks';
import type { Noise } from '../noise/noise';
import { comparisons } from './comparison';
import { gibbsLaw } from './gibbs';
import { inclusionProbabilities } from './inclusion';
import { compositeRule, splitPanels } from './quadrature';

/** Numbers for the structures (0,0), (1,0), (0,1), (1,1) of two binary variables, in this order. */
export type PairTable = readonly [number, number, number, number];

/** The law of the best structure of two coupled binary variables, by where the noise sits. */
export interface PairLaws {
  /** One noise for every structure. */
  readonly structures: PairTable;
  /** One noise for every value of every variable: four numbers that four structures share. */
  readonly variables: PairTable;
  /** p(y) ~ exp(score / (sigma * scale)), the scale being 1 but for Gumbel noise. */
  readonly gibbs: PairTable;
}

const table = ([a, b, c, d]: ArrayLike<number> & Iterable<number>): PairTable => [a, b, c, d];

/**
 * argmax_y score(y) + sigma * gamma(y) with gamma(y) independent for every y, or gamma(y) = gamma_1(y_1) +
 * gamma_2(y_2) with independent entries (Papandreou and Yuille 2011, "perturb and MAP" of low order).
 * @throws RangeError for a score that is not finite or sigma that is not positive
 */
export function pairLaws(scores: PairTable, sigma: number, noise: Noise): PairLaws {
  checkFinite('scores', scores);
  checkPositive('sigma', sigma);
  return {
    structures: table(inclusionProbabilities(scores, sigma, noise)),
    variables: perVariable(scores, sigma, noise),
    gibbs: table(gibbsLaw(scores, sigma, noise)),
  };
}

/** Half the sum of the distances: the mass that one law has to move to become the other. */
export const totalVariation = (p: PairTable, q: PairTable): number =>
  p.reduce((sum, share, y) => sum + Math.abs(share - q[y]), 0) / 2;

/**
 * With noise per variable only D_i = gamma_i(1) - gamma_i(0) matters, a difference of two independent numbers of
 * the law, whose density f and distribution function F are known (comparison.ts). (0,0) is the best where D_1 < a,
 * D_2 < b and D_1 + D_2 < c, with a, b, c its lead over (1,0), (0,1) and (1,1) in units of the noise:
 *
 *   P(0,0) = F(min(a, c - b)) F(b) + integral_{c - b}^{a} f(t) F(c - t) dt,   without the integral where a < c - b.
 *
 * Turning a variable over (0 <-> 1) makes any structure the first one, for D_i is symmetric.
 */
function perVariable(scores: PairTable, sigma: number, { law, scale }: Noise): PairTable {
  const { density, winning } = comparisons[law];
  const unit = sigma * scale;
  const best = (y: number) => {
    // the other structures: first variable turned, second turned, both
    const [a, b, c] = [1, 2, 3].map((turned) => (scores[y] - scores[y ^ turned]) / unit);
    const free = winning(Math.min(a, c - b)) * winning(b);
    const { nodes, weights } = compositeRule(breaksOf(c - b, a, c));
    return nodes.reduce((sum, t, q) => sum + weights[q] * density(t) * winning(c - t), free);
  };
  return [best(0), best(1), best(2), best(3)];
}

/** Width of a panel that 16 points resolve, for densities of differences of every law. */
const PANEL = 2.2;
/** Beyond it there is less than 1e-15 of a difference of any law. */
const FAR = 40;

/** Ends of panels from low to high: at every kink that some law has, and no wider than PANEL. */
function breaksOf(low: number, high: number, c: number): number[] {
  const [from, to] = [Math.max(low, -FAR), Math.min(high, FAR)];
  const kinks = [-2, 0, 2, c - 2, c, c + 2].filter((kink) => kink > from && kink < to);
  return splitPanels([from, ...kinks.sort((p, q) => p - q), to], PANEL);
}
