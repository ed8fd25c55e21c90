import { createDecoder } from './evaluation';
import type { NoiseFill } from '../../../core/noise/run-noise';
import { gridPath } from '../../../core/oracles/grid-path/grid-path';
import { noiseFactor } from '../../../core/estimators/multiplicative-fenchel-young';
import { createObjective, type MapOutcome } from './objective';
import { CELLS, MAP_CELLS, type PathsKnobs, type PathsMethod } from './spec';

/** One map under frozen noise: what a figure shows while a slider moves. */
export interface Instance {
  /** Cheapest path of the costs themselves [MAP_CELLS]. */
  readonly path: Float64Array;
  /** Cheapest path under each of the samples, one after the other [samples * MAP_CELLS]. */
  readonly sampled: Float64Array;
  /** How often a cell is on one of them. */
  readonly visits: Float64Array;
  /** Share of the noisy costs below 0, which the solver takes for 0. */
  readonly clamped: number;
}

/** @param costs [MAP_CELLS] @param noise gamma by the number of a sample */
export function solveInstance(
  costs: ArrayLike<number>,
  { sigma, noise: name, samples }: Pick<PathsKnobs, 'sigma' | 'noise' | 'samples'>,
  noise: NoiseFill,
): Instance {
  const oracle = gridPath(CELLS, CELLS);
  const path = new Float64Array(MAP_CELLS);
  createDecoder('fenchel-young')(costs, path);
  const sampled = new Float64Array(samples * MAP_CELLS);
  const visits = new Float64Array(MAP_CELLS);
  const [gamma, scores] = [new Float64Array(MAP_CELLS), new Float64Array(MAP_CELLS)];
  let clamped = 0;
  for (let m = 0; m < samples; m++) {
    noise(0, m, 0, gamma);
    for (let i = 0; i < MAP_CELLS; i++) {
      scores[i] =
        name === 'multiplicative'
          ? -costs[i] * noiseFactor(sigma, gamma[i])
          : sigma * gamma[i] - costs[i];
      if (scores[i] > 0) clamped++;
    }
    const y = sampled.subarray(m * MAP_CELLS, (m + 1) * MAP_CELLS);
    oracle.solve(scores, y);
    for (let i = 0; i < MAP_CELLS; i++) visits[i] += y[i] / samples;
  }
  return { path, sampled, visits, clamped: clamped / Math.max(1, samples * MAP_CELLS) };
}

/** The gradient of one map in its costs [MAP_CELLS] by any method, on the same frozen noise. */
export function gradientOf(
  method: PathsMethod,
  costs: ArrayLike<number>,
  truth: ArrayLike<number>,
  trueCosts: ArrayLike<number>,
  knobs: PathsKnobs,
  noise: NoiseFill,
): MapOutcome & { readonly gradient: Float64Array } {
  const gradient = new Float64Array(MAP_CELLS);
  const outcome = createObjective({ method }, () => noise).differentiate(
    {
      ...{ step: 0, row: 0, trueCosts },
      costs: Float64Array.from(costs),
      truth: Float64Array.from(truth),
    },
    knobs,
    gradient,
  );
  return { ...outcome, gradient };
}
