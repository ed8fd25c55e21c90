import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { runNoise, type NoiseFill } from '../../../core/noise/run-noise';
import { createRng } from '../../../core/rng/rng';
import type { NoiseName, PathsSetup } from './spec';

/** The noise of the cells of a run, by the place of the map in its batch: of mean 0 and variance 1 or pi^2/3. */
export const noiseOf = ({ seed }: Pick<PathsSetup, 'seed'>, noise: NoiseName): NoiseFill =>
  runNoise(
    createRng(seed, 'paths/noise'),
    createNoise(noiseSpec(noise === 'logistic' ? 'logistic' : 'normal')),
  );
