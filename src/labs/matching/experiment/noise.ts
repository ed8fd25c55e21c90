import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { runNoise, type NoiseFill } from '../../../core/noise/run-noise';
import { createRng } from '../../../core/rng/rng';
import type { MatchingKnobs, MatchingSetup } from './spec';

/** The noise [d*d] of the cells of a run, by sequence. */
export const createNoiseFill = (
  { seed }: Pick<MatchingSetup, 'seed'>,
  { law, variance }: Pick<MatchingKnobs, 'law' | 'variance'>,
): NoiseFill =>
  runNoise(createRng(seed, 'matching/noise'), createNoise(noiseSpec(law, 0, variance)));
