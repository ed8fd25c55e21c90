import { gridPath } from '../../../core/oracles/grid-path/grid-path';
import { linkOf } from './links';
import { noiseOf } from './noise';
import { createObjective } from './objective';
import { noisyScores } from './problem';
import { CELLS, MAP_CELLS, type PathsKnobs, type PathsSetup } from './spec';

/** One map on its way through a step, cell by cell [MAP_CELLS]. */
export interface Walk {
  readonly costs: Float64Array;
  /** Costs under the noise of the first draw. */
  readonly noisy: Float64Array;
  /** Cells of the cheapest path at those. */
  readonly path: Float64Array;
  /** Share of the draws that go over each cell, and how many draws there are. */
  readonly mean: Float64Array;
  readonly samples: number;
  readonly truth: Float64Array;
  /** The gradient in the costs, by the method of the run. */
  readonly gradient: Float64Array;
}

/** What comes of the outputs of a network for one map in a step of a run. */
export interface WalkedMap {
  readonly outputs: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
  readonly trueCosts: ArrayLike<number>;
  /** Steps that the run has made; the map is the first of the next batch. */
  readonly step: number;
}

/** Whether a method draws noise: the others meet none. */
export const isNoisy = ({ method }: Pick<PathsSetup, 'method'>) =>
  method === 'fenchel-young' || method === 'direct';

/** A step of one map, taken apart: costs, noise, paths, their mean, the gradient. */
export function walkStep(
  setup: PathsSetup,
  knobs: PathsKnobs,
  { outputs, truth, trueCosts, step }: WalkedMap,
): Walk {
  const cells = () => new Float64Array(MAP_CELLS);
  const costs = Float64Array.from(outputs, linkOf(setup.method).value);
  const scale = isNoisy(setup) ? knobs : { ...knobs, noise: 'normal' as const, sigma: 0 };
  const samples = isNoisy(setup) ? knobs.samples : 1;
  const fill = noiseOf(setup, scale.noise);
  const oracle = gridPath(CELLS, CELLS);
  const [gamma, scores, y, noisy, path, mean, gradient] = Array.from({ length: 7 }, cells);
  for (let m = 0; m < samples; m++) {
    fill(step, m, 0, gamma);
    noisyScores({ ...scale, costs: Array.from(costs) }, gamma, scores);
    oracle.solve(scores, y);
    if (m === 0) {
      path.set(y);
      noisy.set(scores.map((score) => -score));
    }
    for (let i = 0; i < MAP_CELLS; i++) mean[i] += y[i] / samples;
  }
  const right = Float64Array.from(truth);
  createObjective(setup, (name) => noiseOf(setup, name)).differentiate(
    { costs, truth: right, trueCosts, row: 0, step },
    knobs,
    gradient,
  );
  return { costs, noisy, path, mean, samples, truth: right, gradient };
}
