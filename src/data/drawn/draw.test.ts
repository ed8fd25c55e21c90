import { describe, expect, it } from 'vitest';
import { createRng } from '../../core/rng/rng';
import { distort, hand } from './distort';
import { drawGlyph, paper } from './draw';
import { drawsOf } from '../../core/rng/draws';
import { alphabets } from './drawn';
import type { Glyph } from './glyphs';
import { rasterise, SIDE, type PenStroke } from './raster';
import { boxOf } from './strokes';

const glyphs = alphabets.characters.flatMap(({ name, variants }) =>
  variants.map((glyph, v) => ({ title: `${name} written in way ${v + 1}`, glyph })),
);

describe.each(glyphs)('$title', ({ glyph }) => {
  it('is an outline in the unit square', () => {
    const box = boxOf(glyph)!;
    expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
    expect(Math.max(box.right, box.bottom)).toBeLessThanOrEqual(1);
    expect(box.bottom - box.top).toBeGreaterThan(0.85);
  });

  it('leaves the ink of a character each time', () => {
    const rng = createRng(3, 'test');
    const out = new Uint8Array(SIDE * SIDE);
    for (let sample = 0; sample < 20; sample++) {
      drawGlyph(glyph, drawsOf(rng, sample), out, 0);
      const ink = out.filter((value) => value > 255 * paper.ink[0] * 0.6).length;
      expect(ink).toBeGreaterThan(10);
      expect(ink).toBeLessThan(300);
    }
  });
});

/** The strokes as a reader's pen would hand them in. */
const toPen = (glyph: Glyph): PenStroke[] =>
  glyph.map((stroke) =>
    Array.from({ length: stroke.length / 2 }, (_, i) => [stroke[2 * i], stroke[2 * i + 1]]),
  );

it('no two outlines are alike', () => {
  const images = glyphs.map(({ glyph }) => rasterise(toPen(glyph), 2).join());
  expect(new Set(images).size).toBe(images.length);
});

describe('the hand', () => {
  it('turns by 25 degrees at most', () => {
    expect((2 * Math.atan(hand.turn) * 180) / Math.PI).toBeCloseTo(25, 1);
  });

  it('leaves the outline itself as it was', () => {
    const glyph = alphabets.digits[8].variants[0];
    const before = glyph.map((stroke) => [...stroke]);
    const after = distort(glyph, drawsOf(createRng(1, 'test'), 0));
    expect(glyph.map((stroke) => [...stroke])).toEqual(before);
    expect(after.map((stroke) => stroke.length)).toEqual(before.map((stroke) => stroke.length));
    expect(after).not.toEqual(glyph);
  });
});

it('an image leaves what lies beside it alone', () => {
  const out = new Uint8Array(3 * SIDE * SIDE).fill(7);
  drawGlyph(alphabets.digits[0].variants[0], drawsOf(createRng(1, 'test'), 0), out, SIDE * SIDE);
  expect(out.subarray(0, SIDE * SIDE).every((value) => value === 7)).toBe(true);
  expect(out.subarray(2 * SIDE * SIDE).every((value) => value === 7)).toBe(true);
});
