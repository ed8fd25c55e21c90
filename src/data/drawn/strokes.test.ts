import { describe, expect, it } from 'vitest';
import { boxOf, fit, strokesOf } from './strokes';

describe('a path', () => {
  it('puts the pen down at each M and keeps the corners of lines', () => {
    const strokes = strokesOf('M 0 0 L 4 0 L 4 3 M 50 100 L 50 98');
    expect(strokes.map((stroke) => [...stroke])).toEqual([
      [0, 0, 0.04, 0, 0.04, 0.03],
      [0.5, 1, 0.5, 0.98],
    ]);
  });

  it('follows a circle written as four cubic curves', () => {
    const k = 40 * 0.5522847498;
    const [near, far] = [50 - k, 50 + k];
    const [circle] = strokesOf(
      `M 90 50 C 90 ${far} ${far} 90 50 90 C ${near} 90 10 ${far} 10 50 ` +
        `C 10 ${near} ${near} 10 50 10 C ${far} 10 90 ${near} 90 50`,
    );
    expect(circle.length).toBeGreaterThan(80);
    for (let i = 0; i < circle.length; i += 2) {
      const radius = Math.hypot(circle[i] - 0.5, circle[i + 1] - 0.5);
      expect(Math.abs(radius - 0.4)).toBeLessThan(2e-4);
    }
  });

  it('draws a parabola by Q: half way it is half way between chord and control point', () => {
    const [stroke] = strokesOf('M 0 0 Q 2 2 4 0');
    expect([...stroke]).toEqual([0, 0, 0.04, 0]);
    const [longer] = strokesOf('M 0 0 Q 4 4 8 0');
    expect(longer[2]).toBeCloseTo(0.04, 12);
    expect(longer[3]).toBeCloseTo(0.02, 12);
  });

  it.each(['M 1 2 X 3 4', 'M 1 2 L 3', 'M 1 2 C 1 2 3 4 L 1 2', 'M 1 2 3 4', 'M'])(
    'is refused with what is wrong: %s',
    (path) => expect(() => strokesOf(path)).toThrow(/^path: /),
  );
});

describe('fitting', () => {
  it('gives the longer side its length and centres the box', () => {
    const strokes = [Float64Array.of(0, 0, 2, 1), Float64Array.of(4, 1)];
    fit(strokes, 8, 10, 20);
    expect(boxOf(strokes)).toEqual({ left: 6, right: 14, top: 19, bottom: 21 });
  });

  it('only moves a dot, and leaves nothing as nothing', () => {
    const dot = [Float64Array.of(0.3, 0.4)];
    fit(dot, 20, 14, 14);
    expect([...dot[0]]).toEqual([14, 14]);
    expect(boxOf([])).toBeNull();
    expect(() => fit([], 20, 14, 14)).not.toThrow();
  });
});
