import { createRng } from '../../../../core/rng/rng';
import type { LabelledImages } from '../evaluation';
import type { KnnData } from '../repetition';

const SIDE = 16;

/** Bars that lie or stand, as bytes; the first pixel tells which, for networks of tests. */
function bars(count: number, seed: number): LabelledImages {
  const rng = createRng(seed, 'knn/tests/byte-bars');
  const pixels = Uint8Array.from({ length: count * SIDE * SIDE }, (_, i) => rng.word(0, i) & 63);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  labels.forEach((label, image) => {
    const at = 3 + ((rng.word(1, image) >>> 0) % (SIDE - 6));
    for (let i = 2; i < SIDE - 2; i++) {
      const [y, x] = label ? [i, at] : [at, i];
      pixels[(image * SIDE + y) * SIDE + x] = 255;
    }
    pixels[image * SIDE * SIDE] = label ? 255 : 0;
  });
  return { count, pixels, labels };
}

/** A set of such images. */
export const byteBars = (train: number, test: number): KnnData => ({
  input: [SIDE, SIDE, 1],
  classes: 2,
  train: bars(train, 1),
  test: bars(test, 2),
});
