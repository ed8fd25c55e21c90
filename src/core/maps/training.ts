import { ARGMAX_STREAM } from '../draws';
import { directLossExpectation } from '../laws/direct-loss';
import { expectedLoss } from '../laws/expectations';
import { lossRange } from '../laws/loss-range';
import { selectTop } from '../neighbours/top';
import { createNoise } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { createRng } from '../rng/rng';
import { indexOfMaximum } from '../vector';
import { hasClosedForm } from './closed-form';
import type { MapGrid, RegimeMap } from './regime-map';
import { errorAt, stepsWrongAt, USEFUL } from './regimes';

/** Steps of a training. */
export const TRAINING_STEPS = 50;
/** Step length for losses between 0 and 1. */
const RATE = 1;
/** Noise scales that a training stays within. */
export const KEPT_WITHIN = [0.01, 100] as const;
/** Draws that a step averages at most. */
export const MOST_DRAWS = 256;

/** What trainings that start in the cells of a map come to; cells as in RegimeMap. */
export interface MapTraining {
  /** Draws that every step averages; null where steps are expectations. */
  readonly draws: number | null;
  /** Every so many rows and columns were trained: cells between them have the loss of the nearest. */
  readonly mesh: number;
  /** E <loss, y*> after the last step, by its exact law. */
  readonly losses: Float64Array;
}

/**
 * Draws that a step averages for estimates of M draws: M, and no more than 256. Where the mean of the estimate has a
 * closed form, that stands for more; null then.
 */
export const stepDraws = (problem: ArgmaxProblem, draws: number): number | null =>
  draws > MOST_DRAWS && hasClosedForm(problem) ? null : Math.min(draws, MOST_DRAWS);

/** An estimate of the gradient of E <loss, y*>. */
interface Estimate {
  readonly scores: Float64Array;
  readonly sigma: number;
}
type Estimator = (problem: ArgmaxProblem, step: number) => Estimate;

/**
 * E <loss, y*> after gradient descent on (mu, log sigma) by the direct loss estimate ghat of the problem's epsilon:
 *
 *   mu         <-  mu - rate * ghat_mu
 *   log sigma  <-  log sigma - rate * sigma * ghat_sigma,
 *
 * from the problem's scores and sigma on, 50 steps. The estimate scales with the loss, so the rate is 1 over the range
 * of <loss, y>: the path does not depend on the unit of the loss. Sigma stays positive by its logarithm, and ends at
 * 0.01 and 100.
 */
function trainedLoss(problem: ArgmaxProblem, estimate: Estimator): number {
  const { loss, k, noise } = problem;
  const rate = RATE / (lossRange(loss, k) || 1);
  let [scores, sigma] = [problem.scores, problem.sigma];
  for (let step = 0; step < TRAINING_STEPS; step++) {
    const gradient = estimate({ ...problem, scores, sigma }, step);
    scores = scores.map((score, i) => score - rate * gradient.scores[i]);
    const moved = sigma * Math.exp(-rate * sigma * gradient.sigma);
    sigma = Math.min(KEPT_WITHIN[1], Math.max(KEPT_WITHIN[0], moved));
  }
  return expectedLoss(scores, sigma, createNoise(noise), k, loss);
}

/** Means of as many draws, of which a step has its own: the same in every cell. */
function sampledEstimator({ seed, noise, scores, k }: ArgmaxProblem, draws: number): Estimator {
  const n = scores.length;
  const law = createNoise(noise);
  const rng = createRng(seed, ARGMAX_STREAM);
  const gammas = Float64Array.from({ length: TRAINING_STEPS * draws * n }, (_, at) =>
    law.sample(rng.word(Math.floor(at / n), at % n)),
  );
  const theta = new Float64Array(n);
  const [before, after] = [new Int32Array(k), new Int32Array(k)];
  const mean = new Float64Array(n);
  const best = (members: Int32Array) => {
    // most maps are of one class, and a pass of comparisons is several times faster
    if (k === 1) members[0] = indexOfMaximum(theta);
    else selectTop(theta, 0, n, k, members);
  };
  return ({ scores: mu, sigma, epsilon, loss }, step) => {
    mean.fill(0);
    let gap = 0;
    for (let draw = step * draws; draw < (step + 1) * draws; draw++) {
      for (let i = 0; i < n; i++) theta[i] = mu[i] + sigma * gammas[draw * n + i];
      best(before);
      for (let i = 0; i < n; i++) theta[i] += epsilon * loss[i];
      best(after);
      for (let m = 0; m < k; m++) {
        mean[after[m]]++;
        mean[before[m]]--;
        gap += gammas[draw * n + after[m]] - gammas[draw * n + before[m]];
      }
    }
    const scale = 1 / (draws * epsilon);
    for (let i = 0; i < n; i++) mean[i] *= scale;
    return { scores: mean, sigma: gap * scale };
  };
}

const estimatorOf = (problem: ArgmaxProblem, draws: number | null): Estimator =>
  draws === null ? (now) => directLossExpectation(now) : sampledEstimator(problem, draws);

/**
 * The loss that one training comes to, from the problem's own sigma on.
 * @param draws that one estimate averages (M)
 */
export const trainProblem = (problem: ArgmaxProblem, draws: number): number =>
  trainedLoss(problem, estimatorOf(problem, stepDraws(problem, draws)));

/**
 * A training from every cell of a map: at its sigma, by estimates of its epsilon.
 * @param problem its sigma and epsilon do not count
 * @param draws that one estimate averages (M)
 * @param mesh every so many rows and columns, on both sides of 0; 1 for all
 * @param breathe is called between trainings
 */
export async function trainMap(
  problem: ArgmaxProblem,
  grid: MapGrid,
  draws: number,
  mesh: number,
  breathe: () => Promise<void>,
): Promise<MapTraining> {
  const { sigmas, epsilons } = grid;
  const [columns, half] = [sigmas.length, epsilons.length / 2];
  const averaged = stepDraws(problem, draws);
  const estimate = estimatorOf(problem, averaged);
  const trained = new Map<number, number>();
  for (const row of meshRows(half, mesh)) {
    for (let column = 0; column < columns; column += mesh) {
      await breathe();
      const start = { ...problem, sigma: sigmas[column], epsilon: epsilons[row] };
      trained.set(row * columns + column, trainedLoss(start, estimate));
    }
  }
  const rows = nearestRows(half, mesh);
  const near = (place: number, end: number) => nearest(place, mesh, end);
  const losses = Float64Array.from({ length: columns * epsilons.length }, (_, at) => {
    const row = rows[Math.floor(at / columns)];
    return trained.get(row * columns + near(at % columns, columns - 1))!;
  });
  return { draws: averaged, mesh, losses };
}

/** The place of the mesh that is nearest, and is not beyond the end. */
const nearest = (place: number, mesh: number, end: number): number => {
  const there = Math.round(place / mesh) * mesh;
  return there > end ? there - mesh : there;
};

/** Of every row the nearest one of the mesh, which goes from 0 outwards on both sides. */
function nearestRows(half: number, mesh: number): number[] {
  return Array.from({ length: 2 * half }, (_, row) => {
    const place = row < half ? half - 1 - row : row - half;
    const there = nearest(place, mesh, half - 1);
    return row < half ? half - 1 - there : half + there;
  });
}

const meshRows = (half: number, mesh: number): number[] => [...new Set(nearestRows(half, mesh))];

/** Part of the range of the loss from which a change is one. */
export const CHANGE = 0.01;

/** What a training has done to the expected loss, by more than a hundredth of its range. */
export type TrainingEnd = 'lower' | 'higher' | 'same';

export function trainingEnd(map: RegimeMap, { losses }: MapTraining, at: number): TrainingEnd {
  const { problem, truth, grid } = map;
  const change = losses[at] - truth.losses[at % grid.sigmas.length];
  const least = CHANGE * lossRange(problem.loss, problem.k);
  if (change < -least) return 'lower';
  return change > least ? 'higher' : 'same';
}

/** Parts of a map, and what trainings do there. */
export interface TrainingShares {
  /** Share of all cells. */
  readonly lower: number;
  readonly higher: number;
  /** Of the cells whose error is below half the length of the gradient those that end lower; NaN without any. */
  readonly lowerWhereUseful: number;
  /** Of the cells where the mean step of sigma goes the wrong way those that end higher; NaN without any. */
  readonly higherWhereWrong: number;
}

export function trainingShares(
  map: RegimeMap,
  training: MapTraining,
  draws: number,
): TrainingShares {
  const all = Array.from(training.losses, (_, at) => at);
  const share = (cells: readonly number[], end: TrainingEnd) =>
    cells.filter((at) => trainingEnd(map, training, at) === end).length / cells.length;
  const useful = all.filter((at) => errorAt(map, at, draws) < USEFUL);
  const wrong = all.filter((at) => stepsWrongAt(map, at));
  return {
    ...{ lower: share(all, 'lower'), higher: share(all, 'higher') },
    lowerWhereUseful: share(useful, 'lower'),
    higherWhereWrong: share(wrong, 'higher'),
  };
}
