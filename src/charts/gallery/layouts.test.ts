import { describe, expect, it } from 'vitest';
import { biasVarianceLayout, epsilonAt } from '../bias-variance/layout';
import { stepEpsilon } from '../bias-variance/model';
import { frequencyLayout, scoreAt } from '../frequency/layout';
import { lossCurveLayout } from '../loss-curve/layout';
import { errorEllipse, pathAt, sigmaOn, trackOf, triangleIn } from '../simplex/geometry';
import * as data from './data';

const PAGE = { width: 900, height: 400 };

describe('dragging', () => {
  it('finds the score of the end of a bar', () => {
    const shown = data.frequencyCase([1.5, -2]);
    const layout = frequencyLayout(shown, PAGE);
    expect(scoreAt(layout, layout.columns[1].scoreEnd)).toBeCloseTo(-2);
  });

  it('crosses from one sign of epsilon to the other', () => {
    const layout = biasVarianceLayout(data.biasVarianceCase(), PAGE);
    const [negative, positive] = layout.facets;
    expect(epsilonAt(layout, negative.x.range[0] + 1)).toBeCloseTo(-0.01);
    expect(epsilonAt(layout, positive.x.range[0] - 1)).toBeCloseTo(0.01);
    expect(epsilonAt(layout, negative.x(2))).toBeCloseTo(-2);
    expect(stepEpsilon(0.01, -1, [0.01, 10])).toBeCloseTo(-0.01);
    expect(stepEpsilon(-0.01, 1, [0.01, 10])).toBeCloseTo(0.01);
    expect(stepEpsilon(9.9, 10, [0.01, 10])).toBe(10);
  });
});

describe('simplex geometry', () => {
  const triangle = triangleIn(0, 0, 200, 200);

  it('draws equal errors of a symmetric estimate as a circle', () => {
    const third = 1 / 3;
    const { rx, ry } = errorEllipse(triangle, [third, third, third], [0.01, 0.01, 0.01]);
    expect(rx).toBeCloseTo(ry);
    expect(rx).toBeGreaterThan(0);
  });

  it('draws an estimate that cannot move off an edge as a line', () => {
    const { rx, ry } = errorEllipse(triangle, [0.5, 0.5, 0], [0.01, 0.01, 0]);
    expect(ry).toBeCloseTo(0);
    expect(rx).toBeCloseTo(2 * 0.01 * 200);
  });

  it('follows a hand along the path, up or across, to a sigma', () => {
    const sigmas = [0.01, 0.1, 1, 10];
    const path = [
      [1, 0, 0],
      [1, 0, 0],
      [0.6, 0.4, 0],
      [1 / 3, 1 / 3, 1 / 3],
    ] as const;
    const fromTop = trackOf(triangle, path);
    expect(fromTop.vertical).toBe(true);
    for (const i of [2, 3])
      expect(sigmaOn(fromTop, sigmas, fromTop.pixels[i], 1)).toBeCloseTo(sigmas[i]);
    const [corner, , , centre] = fromTop.pixels;
    // beyond the ends, and between two points
    expect(sigmaOn(fromTop, sigmas, corner - 50, 1)).toBe(0.01);
    expect(sigmaOn(fromTop, sigmas, centre + 50, 1)).toBe(10);
    const between = sigmaOn(fromTop, sigmas, (fromTop.pixels[2] + corner) / 2, 1);
    expect(between).toBeCloseTo(Math.sqrt(0.1), 9);
    const fromLeft = trackOf(
      triangle,
      path.map(([a, b, c]) => [c, a, b] as const),
    );
    expect(fromLeft.vertical).toBe(false);
  });

  it('interpolates a path in log sigma, and not beyond its ends', () => {
    const points = [
      [1, 0, 0],
      [0, 1, 0],
    ] as const;
    expect(pathAt(points, [0.1, 10], 1)!.map((v) => Math.round(v * 1e6) / 1e6)).toEqual([
      0.5, 0.5, 0,
    ]);
    expect(pathAt(points, [0.1, 10], 20)).toBe(null);
    expect(pathAt(points, [0.1, 10], 0.01)).toBe(null);
  });
});

it('draws the tangent of the loss with the slope of the curve on its log axis', () => {
  const shown = data.lossCurveCase(3, false);
  const { tangent, x, y } = lossCurveLayout(shown, PAGE);
  const [before, after] = [2.9, 3.1].map((sigma) => data.lossCurveCase(sigma, false).exact!);
  const curve = (y(after) - y(before)) / (x(3.1) - x(2.9));
  expect((tangent!.y2 - tangent!.y1) / (tangent!.x2 - tangent!.x1)).toBeCloseTo(curve, 2);
});
