import { createNoise, noiseSpec } from '../noise/noise';
import { EULER_GAMMA, type LawName } from '../noise/laws';
import { createRng } from '../rng/rng';

/** Samples of one step that have numbers of their own; more than any run draws. */
export const MAX_SAMPLES = 64;

/** Name of the stream of noise. */
export const NOISE_STREAM = 'knn/noise';

/** Fills gamma [candidates] with the noise of one sample of one query in one step. */
export type NoiseFill = (step: number, sample: number, query: number, gamma: Float64Array) => void;

/**
 * The noise of a run: it depends on the seed, the step, the sample, the query and the candidate's
 * place alone, so runs of other methods, scales or losses meet the same draws. Direct loss takes
 * noise of mean 0 (the paper's zero-mean Gumbel); the relaxations take the standard Gumbel.
 */
export function createNoiseFill(seed: number, law: LawName, standard: boolean): NoiseFill {
  const rng = createRng(seed, NOISE_STREAM);
  const { sample: valueOf } = createNoise(
    standard ? noiseSpec('gumbel', EULER_GAMMA) : noiseSpec(law, 0),
  );
  const words = new Int32Array(4);
  return (step, sample, query, gamma) => {
    const index = step * MAX_SAMPLES + sample;
    const { length } = gamma;
    for (let c = 0; c < length; c += 4) {
      rng.block(index, c >>> 2, query, words);
      const end = Math.min(4, length - c);
      for (let w = 0; w < end; w++) gamma[c + w] = valueOf(words[w]);
    }
  };
}
