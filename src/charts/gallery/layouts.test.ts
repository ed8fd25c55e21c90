import { describe, expect, it } from 'vitest';
import { biasVarianceLayout, epsilonAt } from '../bias-variance/layout';
import { stepEpsilon } from '../bias-variance/model';
import { toPixel } from '../shared/axis';
import { drawLayout } from '../draw/layout';
import { flipsLayout } from '../flips/layout';
import { frequencyLayout, scoreAt } from '../frequency/layout';
import { gradientLayout } from '../gradient/layout';
import { lossCurveLayout } from '../loss-curve/layout';
import type { ChartSize } from '../shared/size';
import { rounded } from '../shared/testing';
import { errorEllipse, pathAt, triangleIn } from '../simplex/geometry';
import { simplexLayout } from '../simplex/layout';
import { comparisonLayout } from '../comparison/layout';
import { heatmapLayout } from '../heatmap/layout';
import { matchingLayout } from '../matching/layout';
import { scatterLayout } from '../scatter/layout';
import { seriesLayout } from '../series/layout';
import { thumbnailRowLayout } from '../thumbnails/layout';
import * as data from './data';
import { neighboursLayout } from '../neighbours/layout';
import { DIGITS, GARMENTS, neighboursCase, scatterCase, thumbnailCase } from './knn';
import { comparisonCase, heatmapCase, matchingCase, seriesCase } from './training';

const PHONE = { width: 320, height: 300 };
const PAGE = { width: 900, height: 400 };

const LAYOUTS: Record<string, (size: ChartSize) => unknown> = {
  frequency: (size) => frequencyLayout(data.frequencyCase(data.longTail(4)), size),
  'frequency of two, computing': (size) =>
    frequencyLayout({ ...data.frequencyCase([0, 0]), frequencies: null, augmented: null }, size),
  draw: (size) => drawLayout(data.drawCase(4), size),
  flips: (size) => flipsLayout(data.flipsCase(3), size),
  simplex: (size) => simplexLayout(data.simplexCase(), size),
  gradient: (size) => gradientLayout(data.gradientCase(3), size),
  'bias-variance': (size) => biasVarianceLayout(data.biasVarianceCase(-2, true), size),
  'loss-curve': (size) => lossCurveLayout(data.lossCurveCase(), size),
  series: (size) => seriesLayout(seriesCase(2, 60, true), size),
  matching: (size) => matchingLayout(matchingCase(8, 3, { view: 'difference' }), size),
  heatmap: (size) => heatmapLayout(heatmapCase(5), size),
  comparison: (size) => comparisonLayout(comparisonCase(2), size),
  scatter: (size) => scatterLayout(scatterCase(30, GARMENTS, 0.2, true), size),
  'scatter of named points': (size) => scatterLayout(scatterCase(12, DIGITS), size),
  neighbours: (size) => neighboursLayout(neighboursCase(3), size),
  thumbnails: (size) => thumbnailRowLayout(thumbnailCase(7, GARMENTS), size),
};

describe.each(Object.entries(LAYOUTS))('layout of %s', (_, layout) => {
  it.each([PHONE, PAGE])('is as recorded at $width by $height', (size) => {
    expect(rounded(layout(size))).toMatchSnapshot();
  });
});

describe('dragging', () => {
  it('finds the score of the end of a bar', () => {
    const shown = data.frequencyCase([1.5, -2]);
    const layout = frequencyLayout(shown, PAGE);
    expect(scoreAt(layout, layout.columns[1].scoreEnd)).toBeCloseTo(-2);
  });

  it('crosses from one sign of epsilon to the other', () => {
    const layout = biasVarianceLayout(data.biasVarianceCase(), PAGE);
    const [negative, positive] = layout.facets;
    expect(epsilonAt(layout, negative.axis.range[0] + 1)).toBeCloseTo(-0.01);
    expect(epsilonAt(layout, positive.axis.range[0] - 1)).toBeCloseTo(0.01);
    expect(epsilonAt(layout, toPixel(negative.axis, 2))).toBeCloseTo(-2);
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
  const { tangent, xAxis, yAxis } = lossCurveLayout(shown, PAGE);
  const [before, after] = [2.9, 3.1].map((sigma) => data.lossCurveCase(sigma, false).exact!);
  const curve =
    (toPixel(yAxis, after) - toPixel(yAxis, before)) / (toPixel(xAxis, 3.1) - toPixel(xAxis, 2.9));
  expect((tangent!.y2 - tangent!.y1) / (tangent!.x2 - tangent!.x1)).toBeCloseTo(curve, 2);
});
