import { blackboxOf } from '../../../core/estimators/blackbox';
import { directLossOf } from '../../../core/estimators/direct-loss';
import type { DrawNoise } from '../../../core/estimators/estimator';
import { fenchelYoungOf } from '../../../core/estimators/fenchel-young';
import { multiplicativeFenchelYoungOf } from '../../../core/estimators/multiplicative-fenchel-young';
import { augmentedBy } from '../../../core/losses/loss';
import type { NoiseFill } from '../../../core/noise/run-noise';
import { gridPath } from '../../../core/oracles/grid-path/grid-path';
import { dot } from '../../../core/vector';
import { CELLS, MAP_CELLS, type PathsKnobs, type PathsSetup } from './spec';

/** One map in one step: what the network makes of it and which noise it meets. */
export interface MapTask {
  /** Outputs of the network [MAP_CELLS]: costs, or a path itself. */
  readonly costs: Float64Array;
  /** The right path [MAP_CELLS]. */
  readonly truth: Float64Array;
  readonly trueCosts: ArrayLike<number>;
  /** Place of the map in its batch: which noise is its own. */
  readonly row: number;
  readonly step: number;
}

/** What one map contributes to a step: means over its samples. */
export interface MapOutcome {
  /** What the gradient is of, up to a constant; Hamming distance to the right path where it is estimated. */
  readonly loss: number;
  /** Cells on which the gradient acts. */
  readonly active: number;
  /** Noisy costs below 0, which the solver takes for 0; share of all. */
  readonly clamped: number;
}

/** The gradient of one map in the outputs of the network, by the method of the run. */
export interface Objective {
  /** Writes the gradient to dCosts [MAP_CELLS]. */
  differentiate(task: MapTask, knobs: PathsKnobs, dCosts: Float64Array): MapOutcome;
}

/** What the draws of an estimator are bound to and counted by. */
interface Sampled {
  /** Adds weight times draw `sample` of the gradient in the scores. */
  draw(sample: number, noise: DrawNoise, weight: number, out: Float64Array): PathDraw;
  /** Of a draw, in units of the loss. */
  loss(draw: PathDraw): number;
}

interface PathDraw {
  readonly prediction: Float64Array;
  readonly perturbed: Float64Array;
}

type Bind = (task: MapTask, scores: Float64Array, knobs: PathsKnobs) => Sampled;

/** @param noise of the run, by the law that its knobs name */
export function createObjective(
  { method }: Pick<PathsSetup, 'method'>,
  noise: (name: PathsKnobs['noise']) => NoiseFill,
): Objective {
  if (method === 'squared') return fitted(({ truth }) => truth);
  if (method === 'costs') return fitted(({ trueCosts }) => trueCosts);
  const bind = binders[method]();
  const scores = new Float64Array(MAP_CELLS);
  return {
    differentiate(task, knobs, dCosts) {
      for (let i = 0; i < MAP_CELLS; i++) scores[i] = -task.costs[i];
      const { draw, loss } = bind(task, scores, knobs);
      const fill = noise(knobs.noise);
      const gammas: DrawNoise = (sample, out) => fill(task.step, sample, task.row, out);
      // blackbox interpolation has no noise: all its samples are the same one
      const samples = method === 'blackbox' ? 1 : knobs.samples;
      let [total, clamped] = [0, 0];
      dCosts.fill(0);
      for (let m = 0; m < samples; m++) {
        // costs are minus scores, and so are gradients
        const found = draw(m, gammas, -1 / samples, dCosts);
        total += loss(found) / samples;
        clamped += countPositive(found.perturbed) / (samples * MAP_CELLS);
      }
      return { loss: total, clamped, active: countActive(dCosts) };
    },
  };
}

/** Half the squared error of the outputs, which need no solver. */
const fitted = (target: (task: MapTask) => ArrayLike<number>): Objective => ({
  differentiate(task, _, dCosts) {
    const wanted = target(task);
    let loss = 0;
    for (let i = 0; i < MAP_CELLS; i++) {
      dCosts[i] = task.costs[i] - wanted[i];
      loss += dCosts[i] ** 2 / 2;
    }
    return { loss, clamped: 0, active: countActive(dCosts) };
  },
});

const binders: Readonly<Record<'fenchel-young' | 'blackbox' | 'direct', () => Bind>> = {
  'fenchel-young': fenchelYoung,
  blackbox,
  direct,
};

/** E max_y <perturbed scores, y> - <scores, truth>, with noise that is added or multiplies. */
function fenchelYoung(): Bind {
  const oracle = gridPath(CELLS, CELLS);
  const [added, multiplied] = [fenchelYoungOf(oracle), multiplicativeFenchelYoungOf(oracle)];
  return ({ truth }, scores, { sigma, noise }) => {
    const estimator = noise === 'multiplicative' ? multiplied : added;
    estimator.bind({ scores, sigma, truth });
    return {
      draw: estimator.draw,
      loss: ({ prediction, perturbed }) => dot(perturbed, prediction) - dot(scores, truth),
    };
  };
}

/** Cells in which a path is not the right one: <1 - 2 truth, y> + |truth|. */
const hamming = (truth: Float64Array, y: Float64Array) =>
  y.reduce((sum, visited, i) => sum + Math.abs(visited - truth[i]), 0);

function blackbox(): Bind {
  const estimator = blackboxOf(gridPath(CELLS, CELLS));
  return ({ truth }, scores, { lambda }) => {
    estimator.bind({
      ...{ scores, sigma: 0, lambda },
      addLossGradient(_, weight, out) {
        for (let i = 0; i < MAP_CELLS; i++) out[i] += weight * (1 - 2 * truth[i]);
      },
    });
    return {
      draw: scaled(estimator),
      loss: ({ prediction }) => hamming(truth, prediction),
    };
  };
}

function direct(): Bind {
  const oracle = gridPath(CELLS, CELLS);
  const estimator = directLossOf(oracle);
  let wanted: Float64Array;
  const augmented = augmentedBy(oracle, (from, weight, out) => {
    for (let i = 0; i < MAP_CELLS; i++) out[i] = from[i] + weight * (1 - 2 * wanted[i]);
  });
  return ({ truth }, scores, { sigma, epsilon }) => {
    wanted = truth;
    estimator.bind({ scores, sigma, epsilon, augmented });
    return {
      draw: scaled(estimator),
      loss: ({ prediction }) => hamming(truth, prediction),
    };
  };
}

/** Draws of an estimator times what a raw one is worth. */
const scaled =
  (estimator: { scale(): number; draw: Sampled['draw'] }): Sampled['draw'] =>
  (sample, noise, weight, out) =>
    estimator.draw(sample, noise, weight * estimator.scale(), out);

function countPositive(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (value > 0) count++;
  return count;
}

function countActive(slopes: Float64Array): number {
  let count = 0;
  for (const slope of slopes) if (slope !== 0) count++;
  return count;
}
