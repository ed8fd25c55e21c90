import { frequencies } from '../../core/estimators/frequencies';
import { directLossFromSums } from '../../core/estimators/direct-loss-sums';
import { expectedMaximum } from '../../core/laws/expected-maximum';
import { gibbsLaw } from '../../core/laws/gibbs';
import { inclusionProbabilities } from '../../core/laws/inclusion';
import { lawNames } from '../../core/noise/laws';
import { createNoise, noiseSpec } from '../../core/noise/noise';
import { augmentedScores, type ArgmaxProblem } from '../../core/problem';
import type { ComparedNoises } from '../../core/laws/curves';
import { EPSILON_RANGE, logSpace } from '../../core/laws/log-space';
import type { Estimate } from './results';
import { LETTERS, toProblem, type ArgmaxValues } from './params';

/**
 * What the figures derive from the parameters and the engine's answers. Each function remembers its
 * result per argument (values and estimates are replaced, never changed), so several figures share
 * one computation.
 */

export function remember<Key extends object, Value>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const cache = new WeakMap<Key, Value>();
  return (key) => {
    let value = cache.get(key);
    if (value === undefined) cache.set(key, (value = compute(key)));
    return value;
  };
}

export const problemOf = remember(toProblem);

/** A, B, C, ... */
export const classNames = (n: number) => LETTERS.slice(0, n);

/** Whether a class has the least loss: the ground truth. */
export function isTruth(loss: readonly number[]): boolean[] {
  const least = Math.min(...loss);
  return loss.map((entry) => entry === least);
}

/** P(i in y*) [n]. */
export const exactShares = remember(({ scores, sigma, noise, k }: ArgmaxProblem) =>
  inclusionProbabilities(scores, sigma, createNoise(noise), k),
);

/** P(i in y*(epsilon)) [n]: the same law at the scores mu + epsilon*loss. */
export const exactAugmentedShares = remember((problem: ArgmaxProblem) => {
  const { sigma, epsilon, noise, k } = problem;
  const augmented = augmentedScores(problem, epsilon);
  return inclusionProbabilities(augmented, sigma, createNoise(noise), k);
});

/** The Gibbs law at temperature sigma, p ~ exp(mu/sigma): the statement for zero-mean Gumbel noise. */
export const gibbsShares = remember(({ scores, sigma, noise }: ArgmaxProblem) =>
  gibbsLaw(scores, sigma, noise),
);

/**
 * What the loss of the best classes changes by with any score where there is no noise: nothing. Null at a
 * tie for the last place between classes of different losses, where it jumps.
 */
export function noiselessSlope({ scores, k, loss }: ArgmaxProblem): 0 | null {
  const last = scores.toSorted((a, b) => b - a)[k - 1];
  const tied = loss.filter((_, i) => scores[i] === last);
  const all = scores.filter((score) => score >= last).length === k;
  return all || tied.every((entry) => entry === tied[0]) ? 0 : null;
}

/** Whether the exact laws are those of Gibbs, which cost next to nothing: others are integrals. */
export const closedForm = ({ noise, k }: Pick<ArgmaxValues, 'noise' | 'k'>): boolean =>
  noise === 'gumbel' && k === 1;

/** What the sections of the values depend on; epsilon does not move them. */
export function sectionKey(problem: ArgmaxProblem, watched: number): string {
  const { scores, loss, sigma, noise, k } = problem;
  return JSON.stringify([scores, loss, sigma, noise, k, watched]);
}

export const exactMaximum = remember(({ scores, sigma, noise, k }: ArgmaxProblem) =>
  expectedMaximum(scores, sigma, createNoise(noise), k),
);

/** Measured shares with their standard errors. */
export const measuredShares = remember((estimate: Estimate) => frequencies(estimate.sums));

/** Measured direct loss gradients, loss and maximum. */
export const measuredGradient = remember((estimate: Estimate) =>
  directLossFromSums(estimate.sums, estimate.problem.epsilon),
);

/** The estimate, if it is of the problem's own structures: else the figure has nothing to show yet. */
export function usable(estimate: Estimate | null, problem: ArgmaxProblem): Estimate | null {
  const fits =
    estimate?.problem.scores.length === problem.scores.length && estimate.problem.k === problem.k;
  return fits ? estimate : null;
}

/** The noise of every law under the lab's variance rule, to be compared in one figure. */
export function comparedNoises(values: ArgmaxValues): ComparedNoises {
  const variance = values.variance === 'natural' ? undefined : Number(values.variance);
  const specs = lawNames.map((law) => [law, noiseSpec(law, 0, variance)]);
  return Object.fromEntries(specs) as ComparedNoises;
}

/** Width of the error bars of the shares, +-2 standard errors, under which a pixel is not crossed. */
const SHARP_SHARE = 1 / 400;
/** The same for the gradients, whose axis spans about one unit of loss per unit of score. */
const SHARP_GRADIENT = 1 / 200;

/** Whether more samples would move no mark by a pixel. */
export function sharpEnough(estimate: Estimate): boolean {
  const { prediction } = measuredShares(estimate);
  const { scores, sigma } = measuredGradient(estimate);
  return (
    4 * Math.max(...prediction.standardError) < SHARP_SHARE &&
    4 * Math.max(sigma.standardError, ...scores.standardError) < SHARP_GRADIENT
  );
}

/** Monte-Carlo points of the bias and variance figure, from the middle of the range outwards. */
const sweepMagnitudes = logSpace(...EPSILON_RANGE, 11);
const sweepGrid = sweepMagnitudes
  .flatMap((magnitude) => [-magnitude, magnitude])
  .sort((a, b) => Math.abs(Math.log(Math.abs(a))) - Math.abs(Math.log(Math.abs(b))));

export const sweepEpsilons = () => sweepGrid;
