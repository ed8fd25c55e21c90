import { createRng, type Rng } from '../../core/rng/rng';
import type { Images, ImageSet } from '../images';
import { drawGlyph } from './draw';
import { drawsOf } from '../../core/rng/draws';
import { digits, letters, type Character } from './glyphs';
import { SIDE } from './raster';

export { rasterise } from './raster';

/** Which characters there are: the ten digits, or these and ten capitals. */
export const alphabets = { digits, characters: [...digits, ...letters] } as const;

export interface DrawnSpec {
  /** 0 .. 2^32-1. */
  readonly seed: number;
  /** Numbers of images. */
  readonly train: number;
  readonly test: number;
  readonly classes?: keyof typeof alphabets;
}

/**
 * Drawn characters: a set of images that is computed, not loaded. Image i of a part depends on
 * nothing but the seed, the alphabet, the part and i, so a smaller set is the beginning of a larger
 * one. Of every ten (twenty) images from the first on each class has one, in random order.
 *
 * @throws RangeError if the seed or a number of images is not an integer in its range.
 */
export function drawnSet({ seed, train, test, classes = 'digits' }: DrawnSpec): ImageSet {
  const alphabet = alphabets[classes];
  return {
    id: 'drawn',
    title: classes === 'digits' ? 'Drawn digits' : 'Drawn characters',
    height: SIDE,
    width: SIDE,
    channels: 1,
    classes: alphabet.map(({ name }) => name),
    train: drawPart(seed, 'train', alphabet, train),
    test: drawPart(seed, 'test', alphabet, test),
  };
}

function drawPart(
  seed: number,
  part: 'train' | 'test',
  alphabet: readonly Character[],
  count: number,
): Images {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`${part} must be an integer of at least 0, got ${count}`);
  }
  const labels = balancedLabels(createRng(seed, `drawn/${part}/order`), alphabet.length, count);
  const rng = createRng(seed, `drawn/${part}`);
  const pixels = new Uint8Array(count * SIDE * SIDE);
  for (let i = 0; i < count; i++) {
    const draws = drawsOf(rng, i);
    const { variants } = alphabet[labels[i]];
    drawGlyph(variants[draws.below(variants.length)], draws, pixels, i * SIDE * SIDE);
  }
  return { count, pixels, labels };
}

/** Round after round of all classes, each round in an order of its own (Fisher and Yates). */
function balancedLabels(rng: Rng, classes: number, count: number): Uint8Array {
  const labels = new Uint8Array(Math.ceil(count / classes) * classes);
  for (let start = 0; start < labels.length; start += classes) {
    const draws = drawsOf(rng, start / classes);
    for (let k = 0; k < classes; k++) {
      const other = draws.below(k + 1);
      labels[start + k] = labels[start + other];
      labels[start + other] = k;
    }
  }
  return labels.slice(0, count);
}
