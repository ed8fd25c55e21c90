import { describe, expect, it } from 'vitest';
import { rasterise, SIDE, type PenStroke } from './raster';

const total = (image: Uint8Array) => image.reduce((sum, value) => sum + value, 0) / 255;

/** The rows and columns with more than half ink. */
function extent(image: Uint8Array) {
  const lit = [...image.keys()].filter((p) => image[p] > 127);
  const rows = lit.map((p) => Math.floor(p / SIDE));
  const columns = lit.map((p) => p % SIDE);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  return { top, bottom, left: Math.min(...columns), right: Math.max(...columns) };
}

const square: PenStroke = [
  [0.4, 0.1],
  [0.6, 0.1],
  [0.6, 0.3],
  [0.4, 0.3],
  [0.4, 0.1],
];

describe("a reader's strokes as an image", () => {
  it.each([1.5, 2, 3, 4.5])(
    'leave as much ink as pen and length say: thickness %f',
    (thickness) => {
      const line: PenStroke = [
        [0, 0.2],
        [1, 0.7],
      ];
      const scale = (20 - thickness) / 1;
      const area = thickness * scale * Math.hypot(1, 0.5) + (Math.PI * thickness ** 2) / 4;
      expect(Math.abs(total(rasterise([line], thickness)) / area - 1)).toBeLessThan(0.035);
    },
  );

  it('fill 20 pixels around the centre, wherever and however large they were drawn', () => {
    const image = rasterise([square], 2);
    expect(extent(image)).toEqual({ top: 4, bottom: 23, left: 4, right: 23 });
    const elsewhere = square.map(([x, y]) => [0.3 * x + 0.5, 0.3 * y + 0.1] as const);
    const other = rasterise([elsewhere], 2);
    image.forEach((value, p) => expect(Math.abs(value - other[p])).toBeLessThanOrEqual(1));
  });

  it('keep their proportions', () => {
    const upright: PenStroke = [
      [0.5, 0.1],
      [0.5, 0.9],
    ];
    expect(extent(rasterise([upright], 2))).toEqual({ top: 4, bottom: 23, left: 13, right: 14 });
  });

  it('may be a dot, which is a disc in the middle, or nothing at all', () => {
    const dot = rasterise([[[0.1, 0.9]]], 4);
    expect(total(dot)).toBeCloseTo(4 * Math.PI, 0);
    expect(extent(dot)).toEqual({ top: 12, bottom: 15, left: 12, right: 15 });
    expect(total(rasterise([], 2))).toBe(0);
    expect(total(rasterise([[]], 2))).toBe(0);
  });

  it('are refused with a pen or a coordinate that is no number', () => {
    for (const thickness of [0, -1, 11, NaN]) {
      expect(() => rasterise([square], thickness)).toThrow(`got ${thickness}`);
    }
    expect(() => rasterise([[[0, NaN]]], 2)).toThrow('a coordinate is NaN');
  });
});
