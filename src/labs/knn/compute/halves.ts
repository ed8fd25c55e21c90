import { SLICES, type Half } from '../../../compute/slices/slicing';
import { layersOf, type Parts } from '../experiment/networks';

/** Pieces of a step: the slices of its two networks. More threads have nothing to do. */
export const PIECES = 2 * SLICES;

/**
 * The embedding of all `count` images, and the noise network of the first `queries` where there is one.
 * @throws RangeError for ResNet18, which is not taken apart
 */
export function halvesOf(parts: Parts, count: number, queries: number): readonly Half[] {
  const { noise, noiseAt, headAt, dimensions } = parts;
  const embedding: Half = {
    ...{ name: 'embedding', spec: layersOf(parts), count },
    ...{ from: 0, to: noiseAt, outputs: dimensions },
  };
  if (!noise) return [embedding];
  const asked: Half = {
    ...{ name: 'noise', spec: noise, count: queries },
    ...{ from: noiseAt, to: headAt, outputs: 1 },
  };
  return [embedding, asked];
}
