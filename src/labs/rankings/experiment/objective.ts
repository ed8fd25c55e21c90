import { blackboxOf } from '../../../core/estimators/blackbox';
import { fenchelYoungOf } from '../../../core/estimators/fenchel-young';
import { perturbedRanking } from '../../../core/laws/perturbed-ranking';
import { pairwiseLoss } from '../../../core/losses/pairwise';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { runNoise } from '../../../core/noise/run-noise';
import { ranking } from '../../../core/oracles/ranking/ranking';
import { createRng } from '../../../core/rng/rng';
import { dot } from '../../../core/vector';
import type { RankingKnobs, RankingMethod, RankingSetup } from './spec';

/** One example in one step. */
export interface RowTask {
  /** Which noise is its own: the number of the example, and steps done before. */
  readonly row: number;
  readonly step: number;
  /** [labels] */
  readonly scores: Float64Array;
  readonly truth: Float64Array;
}

/** Writes the gradient of an example's loss in its scores to slopes [labels]. @returns the loss */
type Objective = (task: RowTask, slopes: Float64Array) => number;

/** The loss of the method; what is random of it follows from the seed, the step and the row alone. */
export const createObjective = (setup: RankingSetup, knobs: RankingKnobs): Objective =>
  objectives[setup.method](setup, knobs);

const objectives: Readonly<
  Record<RankingMethod, (setup: RankingSetup, knobs: RankingKnobs) => Objective>
> = {
  /**
   * Perturbed Fenchel-Young loss by samples: mean rank minus rank. The value that is shown is
   * <mu + sigma gamma, y* - truth>, at least 0 and, as the noise has mean 0, unbiased.
   */
  'fenchel-young': (setup, { sigma, samples, ...knobs }) => {
    const fenchelYoung = fenchelYoungOf(ranking(setup.labels));
    const noise = runNoise(
      createRng(setup.seed, 'rankings/noise'),
      createNoise(noiseSpec(knobs.law)),
    );
    let at = { step: 0, row: 0 };
    const fill = (draw: number, gamma: Float64Array) => noise(at.step, draw, at.row, gamma);
    return (task, slopes) => {
      const { scores, truth } = task;
      fenchelYoung.bind({ scores, sigma, truth });
      at = task;
      slopes.fill(0);
      let beyond = 0;
      for (let m = 0; m < samples; m++) {
        beyond += fenchelYoung.draw(m, fill, 1 / samples, slopes).slope / samples;
      }
      return dot(scores, slopes) + sigma * beyond;
    };
  },
  /** The same without samples: a loss of every pair. */
  'fenchel-young-exact': (_, { sigma, law }) => {
    const noise = createNoise(noiseSpec(law));
    return ({ scores, truth }, slopes) => {
      const { value, gradient } = pairwiseLoss(scores, sigma, noise, truth);
      slopes.set(gradient);
      return value;
    };
  },
  /** 1/2 |mu - y|^2, with the ranks y counted from their middle: the model's constants begin at 0. */
  squared:
    ({ labels }) =>
    ({ scores, truth }, slopes) => {
      for (let i = 0; i < labels; i++) slopes[i] = scores[i] - truth[i] + (labels - 1) / 2;
      return dot(slopes, slopes) / 2;
    },
  /** 1/2 |E y* - y|^2, with the exact mean and Jacobian, which is symmetric. */
  'perturbed-squared': ({ labels }, { sigma, law }) => {
    const noise = createNoise(noiseSpec(law));
    const errors = new Float64Array(labels);
    return ({ scores, truth }, slopes) => {
      const { mean, jacobian } = perturbedRanking(scores, sigma, noise);
      for (let i = 0; i < labels; i++) errors[i] = mean[i] - truth[i];
      for (let i = 0; i < labels; i++) {
        slopes[i] = 0;
        for (let j = 0; j < labels; j++) slopes[i] += jacobian[i * labels + j] * errors[j];
      }
      return dot(errors, errors) / 2;
    };
  },
  /** 1/2 |y* - y|^2 of the ranking without noise, by blackbox interpolation. */
  blackbox: ({ labels }, { lambda }) => {
    const blackbox = blackboxOf(ranking(labels));
    let wanted: Float64Array = new Float64Array(labels);
    const addLossGradient = (y: Float64Array, weight: number, out: Float64Array) => {
      for (let i = 0; i < labels; i++) out[i] += weight * (y[i] - wanted[i]);
    };
    return ({ scores, truth }, slopes) => {
      wanted = truth;
      blackbox.bind({ scores, sigma: 0, lambda, addLossGradient });
      const { prediction } = blackbox.draw(0, noNoise, blackbox.scale(), slopes.fill(0));
      let squares = 0;
      for (let i = 0; i < labels; i++) squares += (prediction[i] - truth[i]) ** 2;
      return squares / 2;
    };
  },
};

const noNoise = () => undefined;
