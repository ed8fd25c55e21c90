import { describe, expect, it } from 'vitest';
import { cropInto, cropOf, cropRng } from './augment';

describe('the crop of an image', () => {
  it('takes every place of the border and both sides equally often', () => {
    const rng = cropRng(3);
    const draws = 9000;
    const places = new Float64Array(18);
    let mirrored = 0;
    for (let i = 0; i < draws; i++) {
      const crop = cropOf(rng, i % 30, Math.floor(i / 30));
      places[crop.down + 4]++;
      places[crop.right + 13]++;
      mirrored += crop.mirrored ? 1 : 0;
    }
    // five standard deviations
    for (const count of places) expect(Math.abs(count - draws / 9)).toBeLessThan(5 * 30);
    expect(Math.abs(mirrored - draws / 2)).toBeLessThan(5 * 48);
  });

  it('depends on seed, step and image alone', () => {
    const all = (seed: number, step: number) =>
      Array.from({ length: 20 }, (_, image) => cropOf(cropRng(seed), step, image));
    expect(all(1, 2)).toEqual(all(1, 2));
    expect(all(1, 2)).not.toEqual(all(2, 2));
    expect(all(1, 2)).not.toEqual(all(1, 3));
    expect(new Set(all(1, 2).map((crop) => JSON.stringify(crop))).size).toBeGreaterThan(10);
  });

  it('moves the window over the image, and mirrors what it shows', () => {
    const image = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const cropped = (down: number, right: number, mirrored: boolean) => {
      const out = new Uint8Array(6).fill(255);
      cropInto(image, [2, 3, 1], { down, right, mirrored }, out);
      return [...out];
    };
    expect(cropped(0, 0, false)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cropped(0, 0, true)).toEqual([3, 2, 1, 6, 5, 4]);
    expect(cropped(1, 1, false)).toEqual([5, 6, 0, 0, 0, 0]);
    expect(cropped(1, 1, true)).toEqual([0, 6, 5, 0, 0, 0]);
    expect(cropped(-1, -2, false)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(cropped(-4, 4, true)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('keeps the channels of a pixel together', () => {
    const out = new Uint8Array(6);
    const image = Uint8Array.of(1, 2, 3, 4, 5, 6);
    cropInto(image, [1, 2, 3], { down: 0, right: 0, mirrored: true }, out);
    expect([...out]).toEqual([4, 5, 6, 1, 2, 3]);
  });
});
