import { fenchelYoungOf } from '../../../../core/estimators/fenchel-young';
import { logSumExp, softmax } from '../../../../core/laws/gibbs';
import { inclusion } from '../../../../core/laws/inclusion';
import { inclusionJacobian } from '../../../../core/laws/jacobian';
import { createNoise, noiseSpec } from '../../../../core/noise/noise';
import { MAX_SAMPLES, runNoise } from '../../../../core/noise/run-noise';
import { asVectors } from '../../../../core/oracles/oracle';
import { oneHot } from '../../../../core/oracles/one-hot/one-hot';
import { createRng } from '../../../../core/rng/rng';
import { dot } from '../../../../core/vector';
import type { ClassKnobs, ClassLoss, ClassSetup } from './spec';

/** One image in one step. */
export interface ImageTask {
  /** Which noise is its own: the number of the image in its batch, and steps done before. */
  readonly row: number;
  readonly step: number;
  /** [classes] */
  readonly scores: Float64Array;
  readonly label: number;
}

/** Writes the gradient of an image's loss in its scores to slopes [classes]. @returns the loss */
type Objective = (task: ImageTask, slopes: Float64Array) => number;

/** What is random of the loss follows from the seed, the step and the row alone. */
export const createObjective = (setup: ClassSetup, knobs: ClassKnobs): Objective =>
  objectives[setup.loss](setup, knobs);

const objectives: Readonly<Record<ClassLoss, (setup: ClassSetup, knobs: ClassKnobs) => Objective>> =
  {
    'cross-entropy':
      () =>
      ({ scores, label }, slopes) => {
        slopes.set(softmax(scores));
        slopes[label] -= 1;
        return logSumExp(scores) - scores[label];
      },
    /** Mean of y* - y over the draws; shown is <mu + sigma gamma, y* - y>, at least 0. */
    'fenchel-young': ({ classes, seed }, { sigma, law, samples }) => {
      const fenchelYoung = fenchelYoungOf(asVectors(oneHot(classes)));
      const noise = runNoise(createRng(seed, 'perturbed/class-noise'), createNoise(noiseSpec(law)));
      const blocks = Math.ceil(samples / MAX_SAMPLES);
      const truth = new Float64Array(classes);
      let at = { step: 0, row: 0 };
      const fill = (draw: number, gamma: Float64Array) => {
        const block = at.step * blocks + Math.floor(draw / MAX_SAMPLES);
        noise(block, draw % MAX_SAMPLES, at.row, gamma);
      };
      return (task, slopes) => {
        const { scores, label } = task;
        truth.fill(0)[label] = 1;
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
    /** The same in closed form: with Gumbel noise sigma times the cross-entropy of the scores over sigma. */
    exact: (_, { sigma, law }) => {
      const noise = createNoise(noiseSpec(law));
      return ({ scores, label }, slopes) => {
        const { probabilities, winningNoise } = inclusion(scores, sigma, noise, 1);
        slopes.set(probabilities);
        slopes[label] -= 1;
        return dot(scores, slopes) + sigma * winningNoise;
      };
    },
    /** 1/2 |E y* - y|^2, with the exact mean and Jacobian. */
    squared: ({ classes }, { sigma, law }) => {
      const noise = createNoise(noiseSpec(law));
      return ({ scores, label }, slopes) => {
        const errors = inclusion(scores, sigma, noise, 1).probabilities;
        errors[label] -= 1;
        const jacobian = inclusionJacobian(scores, sigma, noise);
        for (let i = 0; i < classes; i++) {
          slopes[i] = dot(jacobian.subarray(i * classes, (i + 1) * classes), errors);
        }
        return dot(errors, errors) / 2;
      };
    },
  };
