import { createNoise, noiseSpec } from '../noise/noise';
import { EULER_GAMMA, type LawName } from '../noise/laws';
import { runNoise, type NoiseFill } from '../noise/run-noise';
import { createRng } from '../rng/rng';

/** Name of the stream of noise. */
export const NOISE_STREAM = 'knn/noise';

/**
 * The noise of the candidates of a run, by query. Direct loss takes noise of mean 0 (the paper's zero-mean
 * Gumbel); the relaxations take the standard Gumbel.
 */
export const createNoiseFill = (seed: number, law: LawName, standard: boolean): NoiseFill =>
  runNoise(
    createRng(seed, NOISE_STREAM),
    createNoise(standard ? noiseSpec('gumbel', EULER_GAMMA) : noiseSpec(law, 0)),
  );
