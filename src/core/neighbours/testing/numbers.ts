import { createNoise, noiseSpec } from '../../noise/noise';
import { createRng } from '../../rng/rng';

/** Normal numbers that depend on the seed alone. */
export function normals(length: number, seed: number, scale = 1): Float32Array {
  const rng = createRng(seed, 'knn/tests');
  const { sample } = createNoise(noiseSpec('normal'));
  return Float32Array.from({ length }, (_, i) => scale * sample(rng.word(0, i)));
}
