import { lawNames, type LawName } from '../noise/laws';
import { createNoise, type NoiseSpec } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { squaredLength } from '../vector';
import { directLossExpectation, directLossVariance } from './direct-loss';
import { expectedLoss, expectedLossGradient } from './expectations';
import { inclusionProbabilities } from './inclusion';
import { EPSILON_RANGE, logSpace } from './log-space';

/** The exact curves of one problem, for the figures that show more than its own sigma and epsilon. */
export interface ArgmaxCurves {
  readonly problem: ArgmaxProblem;
  readonly lossCurve: LossCurve;
  readonly paths: ExpectedPaths;
  /** The direct loss estimator for epsilon below and above 0. */
  readonly negative: EstimatorCurve;
  readonly positive: EstimatorCurve;
}

/** Expected loss against the noise scale. */
export interface LossCurve {
  readonly sigmas: readonly number[];
  readonly values: readonly number[];
  /** The limits: ties shared for sigma -> 0, every class alike for sigma -> infinity. */
  readonly deterministic: number;
  readonly uniform: number;
}

export type ComparedNoises = Readonly<Record<LawName, NoiseSpec>>;

/** E[y*]/k of the three highest classes on their own, along sigma, for every noise law. */
export interface ExpectedPaths {
  /** Indices of the three classes, ascending; fewer when the problem has fewer. */
  readonly classes: readonly number[];
  readonly k: number;
  readonly sigmas: readonly number[];
  readonly laws: readonly { readonly law: LawName; readonly points: readonly number[][] }[];
}

/** Squared bias and variance of one sample, summed over the scores, and for sigma. */
export interface EstimatorCurve {
  /** Magnitudes, ascending. */
  readonly epsilons: readonly number[];
  /** Bias along the gradient: the expected estimate is too long where positive, too short where negative. */
  readonly biasAlongScores: readonly number[];
  readonly biasAlongSigma: readonly number[];
  /** Squared length of the gradient itself. */
  readonly gradientSquaredScores: number;
  readonly gradientSquaredSigma: number;
  readonly biasSquaredScores: readonly number[];
  readonly biasSquaredSigma: readonly number[];
  /** null for k > 1, where only Monte Carlo knows it. */
  readonly varianceScores: readonly number[] | null;
}

const SIGMA_RANGE = [0.01, 100] as const;
const sigmaGrid = logSpace(...SIGMA_RANGE, 65);
const epsilonGrid = logSpace(...EPSILON_RANGE, 31);

export function lossCurve(problem: ArgmaxProblem): LossCurve {
  const { scores, loss, k } = problem;
  const noise = createNoise(problem.noise);
  const at = (sigma: number) => expectedLoss(scores, sigma, noise, k, loss);
  const total = loss.reduce((sum, l) => sum + l, 0);
  return {
    sigmas: sigmaGrid,
    values: sigmaGrid.map(at),
    deterministic: at(0),
    uniform: (k * total) / loss.length,
  };
}

/** The classes of the simplex: the three with the highest scores (ties to the lowest index). */
export function topThree(scores: readonly number[]): number[] {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  return order.slice(0, 3).sort((a, b) => a - b);
}

/**
 * How the expected predictor moves as sigma grows, under every law scaled as the problem's own noise
 * (same variance rule), for the three highest classes on their own.
 */
export function expectedPaths(
  problem: ArgmaxProblem,
  specs: Record<LawName, NoiseSpec>,
): ExpectedPaths {
  const classes = topThree(problem.scores);
  const scores = classes.map((i) => problem.scores[i]);
  const k = Math.min(problem.k, Math.max(1, classes.length - 1));
  return {
    classes,
    k,
    sigmas: sigmaGrid,
    laws: lawNames.map((law) => {
      const noise = createNoise(specs[law]);
      const point = (sigma: number) => expectedPoint(scores, sigma, noise, k);
      return { law, points: sigmaGrid.map(point) };
    }),
  };
}

/** E[y*]/k: a point of the simplex. */
export function expectedPoint(
  scores: readonly number[],
  sigma: number,
  noise: ReturnType<typeof createNoise>,
  k: number,
): number[] {
  return Array.from(inclusionProbabilities(scores, sigma, noise, k), (p) => p / k);
}

/**
 * Bias and variance of the direct loss estimator against the magnitude of epsilon.
 * @param sign -1 or 1
 */
export function estimatorCurve(problem: ArgmaxProblem, sign: number): EstimatorCurve {
  const { scores, sigma, k, loss } = problem;
  const truth = expectedLossGradient(scores, sigma, createNoise(problem.noise), k, loss);
  const gradientSquaredScores = squaredLength(truth.scores);
  const biasAlongScores: number[] = [];
  const biasAlongSigma: number[] = [];
  const biasSquaredScores: number[] = [];
  const biasSquaredSigma: number[] = [];
  const varianceScores: number[] = [];
  for (const magnitude of epsilonGrid) {
    const epsilon = sign * magnitude;
    const mean = directLossExpectation(problem, epsilon);
    biasSquaredScores.push(squaredDistance(mean.scores, truth.scores));
    biasSquaredSigma.push((mean.sigma - truth.sigma) ** 2);
    biasAlongScores.push(along(mean.scores, truth.scores, Math.sqrt(gradientSquaredScores)));
    biasAlongSigma.push((mean.sigma - truth.sigma) * Math.sign(truth.sigma));
    if (k === 1) varianceScores.push(sum(directLossVariance(problem, epsilon).scores));
  }
  return {
    epsilons: epsilonGrid,
    ...{ biasAlongScores, biasAlongSigma, biasSquaredScores, biasSquaredSigma },
    ...{ gradientSquaredScores, gradientSquaredSigma: truth.sigma ** 2 },
    varianceScores: k === 1 ? varianceScores : null,
  };
}

/** Component of a - b in the direction of b, whose length is given; 0 where that is 0. */
const along = (a: Float64Array, b: Float64Array, length: number): number =>
  length > 0 ? a.reduce((total, value, i) => total + (value - b[i]) * b[i], 0) / length : 0;

function squaredDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + (value - b[i]) ** 2, 0);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
