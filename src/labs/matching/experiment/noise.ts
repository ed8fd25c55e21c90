import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { createRng } from '../../../core/rng/rng';
import type { MatchingKnobs, MatchingSetup } from './spec';

/** Samples of one step that have numbers of their own; more than any run draws. */
const MAX_SAMPLES = 64;

/** Fills gamma [d*d] with the noise of one sample of one sequence in one step. */
export type NoiseFill = (step: number, sample: number, row: number, gamma: Float64Array) => void;

/**
 * The noise of a run: it depends on the seed, the step, the sample and the cell alone, so runs of
 * other methods, scales or losses meet the same draws.
 */
export function createNoiseFill(
  { seed }: Pick<MatchingSetup, 'seed'>,
  { law, variance }: Pick<MatchingKnobs, 'law' | 'variance'>,
): NoiseFill {
  const rng = createRng(seed, 'matching/noise');
  const { sample: valueOf } = createNoise(noiseSpec(law, 0, variance));
  const words = new Int32Array(4);
  return (step, sample, row, gamma) => {
    const index = step * MAX_SAMPLES + sample;
    const { length } = gamma;
    for (let cell = 0; cell < length; cell += 4) {
      rng.block(index, cell >>> 2, row, words);
      const end = Math.min(4, length - cell);
      for (let w = 0; w < end; w++) gamma[cell + w] = valueOf(words[w]);
    }
  };
}
