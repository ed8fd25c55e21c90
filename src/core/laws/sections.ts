import { createNoise } from '../noise/noise';
import { augmentedScores, type ArgmaxProblem } from '../problem';
import { expectedLoss } from './expectations';
import { expectedMaximum } from './expected-maximum';
import { corners } from './upper-envelope';

/** E <loss, y*> as the score of one class moves and all others stay, at the problem's own sigma. */
export interface ScoreSection {
  /** Scores of the class, ascending: close to each other where the loss turns. */
  readonly scores: readonly number[];
  readonly losses: readonly number[];
  /** sigma = 0: the score of the step, and the loss on both sides of it (others that tie share). */
  readonly step: { readonly at: number; readonly below: number; readonly above: number };
}

/** G(eps) = E max_y <mu + sigma*gamma + eps*loss, y> against eps, in units of score. */
export interface EpsilonSection {
  /** Ascending, both signs: close to each other at 0 and where the upper envelope has a corner. */
  readonly epsilons: readonly number[];
  readonly maxima: readonly number[];
}

/** Both sections of one problem. */
export interface ArgmaxSections {
  readonly problem: ArgmaxProblem;
  /** Index of the class whose score moves. */
  readonly watched: number;
  readonly score: ScoreSection;
  readonly epsilon: EpsilonSection;
}

export const sectionsOf = (problem: ArgmaxProblem, watched: number): ArgmaxSections => ({
  problem,
  watched,
  score: scoreSection(problem, watched),
  epsilon: epsilonSection(problem),
});

/** Distance in score, and in epsilon, to which the sections go. */
const SCORE_SPAN = 10;
const EPSILON_SPAN = 100;

/** `2*half + 1` numbers from -span to span, symmetric, with about `fine` between those next to 0. */
function towardsZero(span: number, half: number, fine: number): number[] {
  // sinh(a)/a = span / (half * fine), by fixed-point steps of a = asinh(a * ratio)
  const ratio = Math.max(1.01, span / (half * fine));
  let a = 3;
  for (let step = 0; step < 60; step++) a = Math.asinh(a * ratio);
  const at = (i: number) => (span * Math.sinh((a * i) / half)) / Math.sinh(a);
  return Array.from({ length: 2 * half + 1 }, (_, i) => at(i - half));
}

/**
 * The expected loss along the score of one class. Without noise the class enters the subset where its score
 * passes the k-th highest of the others.
 * @param i index of the class
 * @throws RangeError as expectedLoss
 */
export function scoreSection(problem: ArgmaxProblem, i: number): ScoreSection {
  const { scores, sigma, k, loss } = problem;
  const noise = createNoise(problem.noise);
  const at = threshold(scores, k, i);
  const lossAt = (score: number, scale = sigma) =>
    expectedLoss(withEntry(scores, i, score), scale, noise, k, loss);
  const grid = towardsZero(SCORE_SPAN, 50, 0.25 * sigma * noise.scale).map((d) => at + d);
  return {
    scores: grid,
    losses: grid.map((score) => lossAt(score)),
    step: { at, below: lossAt(at - 1, 0), above: lossAt(at + 1, 0) },
  };
}

/** The k-th highest score of the classes other than i. */
function threshold(scores: readonly number[], k: number, i: number): number {
  return scores.filter((_, j) => j !== i).sort((a, b) => b - a)[k - 1];
}

const withEntry = (list: readonly number[], i: number, value: number) =>
  list.map((entry, j) => (j === i ? value : entry));

/** Places around a corner in units of its width, where the curve bends. */
const BEND = [-6, -3, -1.5, -0.7, 0, 0.7, 1.5, 3, 6];

/**
 * The expected maximum along epsilon.
 * @throws RangeError as expectedMaximum
 */
export function epsilonSection(problem: ArgmaxProblem): EpsilonSection {
  const { sigma, k } = problem;
  const noise = createNoise(problem.noise);
  const unit = sigma * noise.scale;
  const bends = corners(problem, [-EPSILON_SPAN, EPSILON_SPAN]).flatMap(({ epsilon, turn }) =>
    BEND.map((place) => epsilon + (place * unit) / turn),
  );
  const epsilons = [...towardsZero(EPSILON_SPAN, 30, 0.1), ...bends]
    .filter((epsilon) => Math.abs(epsilon) <= EPSILON_SPAN)
    .sort((a, b) => a - b);
  const maximumAt = (epsilon: number) =>
    expectedMaximum(augmentedScores(problem, epsilon), sigma, noise, k);
  return { epsilons, maxima: epsilons.map(maximumAt) };
}
