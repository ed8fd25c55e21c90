import { blackboxOf } from '../../../core/estimators/blackbox';
import { directLossOf } from '../../../core/estimators/direct-loss';
import type { DrawNoise } from '../../../core/estimators/estimator';
import { fenchelYoungOf } from '../../../core/estimators/fenchel-young';
import { multiplicativeFenchelYoungOf } from '../../../core/estimators/multiplicative-fenchel-young';
import { augmentedBy } from '../../../core/losses/loss';
import type { NoiseFill } from '../../../core/noise/run-noise';
import { gridPath } from '../../../core/oracles/grid-path/grid-path';
import type { Oracle } from '../../../core/oracles/oracle';
import { dot } from '../../../core/vector';
import { CELLS, type PathsKnobs, type PathsSetup } from './spec';

/** One map in one step: what the network makes of it and which noise it meets. */
export interface MapTask {
  /** Outputs of the network [cells]: costs, or a path itself. */
  readonly costs: Float64Array;
  /** The right path [cells]. */
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
  /** Writes the gradient to dCosts [cells]. */
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

/**
 * @param noise of the run, by the law that its knobs name
 * @param oracle of the paths, over as many cells as tasks have: by itself those of a map
 */
export function createObjective(
  { method }: Pick<PathsSetup, 'method'>,
  noise: (name: PathsKnobs['noise']) => NoiseFill,
  oracle: PathOracle = gridPath(CELLS, CELLS),
): Objective {
  if (method === 'squared') return fitted(({ truth }) => truth);
  if (method === 'costs') return fitted(({ trueCosts }) => trueCosts);
  const bind = binders[method](oracle);
  const cells = oracle.dim;
  const scores = new Float64Array(cells);
  return {
    differentiate(task, knobs, dCosts) {
      for (let i = 0; i < cells; i++) scores[i] = -task.costs[i];
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
        clamped += countPositive(found.perturbed) / (samples * cells);
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
    for (let i = 0; i < dCosts.length; i++) {
      dCosts[i] = task.costs[i] - wanted[i];
      loss += dCosts[i] ** 2 / 2;
    }
    return { loss, clamped: 0, active: countActive(dCosts) };
  },
});

type PathOracle = Oracle<Float64Array>;

const binders: Readonly<
  Record<'fenchel-young' | 'blackbox' | 'direct', (oracle: PathOracle) => Bind>
> = {
  'fenchel-young': fenchelYoung,
  blackbox,
  direct,
};

/** E max_y <perturbed scores, y> - <scores, truth>; of noise that multiplies the same in logarithms of costs. */
function fenchelYoung(oracle: PathOracle): Bind {
  const added = fenchelYoungOf(oracle);
  // every path has both corners
  const multiplied = multiplicativeFenchelYoungOf(oracle, [0, oracle.dim - 1]);
  return ({ truth }, scores, { sigma, noise }) => {
    if (noise === 'multiplicative') {
      multiplied.bind({ scores, sigma, truth });
      return multiplied;
    }
    added.bind({ scores, sigma, truth });
    return {
      draw: added.draw,
      loss: ({ prediction, perturbed }) => dot(perturbed, prediction) - dot(scores, truth),
    };
  };
}

/** Cells in which a path is not the right one: <1 - 2 truth, y> + |truth|. */
const hamming = (truth: Float64Array, y: Float64Array) =>
  y.reduce((sum, visited, i) => sum + Math.abs(visited - truth[i]), 0);

function blackbox(oracle: PathOracle): Bind {
  const estimator = blackboxOf(oracle);
  return ({ truth }, scores, { lambda }) => {
    estimator.bind({
      ...{ scores, sigma: 0, lambda },
      addLossGradient(_, weight, out) {
        for (let i = 0; i < out.length; i++) out[i] += weight * (1 - 2 * truth[i]);
      },
    });
    return {
      draw: scaled(estimator),
      loss: ({ prediction }) => hamming(truth, prediction),
    };
  };
}

function direct(oracle: PathOracle): Bind {
  const estimator = directLossOf(oracle);
  let wanted: Float64Array;
  const augmented = augmentedBy(oracle, (from, weight, out) => {
    for (let i = 0; i < out.length; i++) out[i] = from[i] + weight * (1 - 2 * wanted[i]);
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
