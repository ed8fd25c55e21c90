import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference, finiteDifferenceGradient } from '../check/finite-differences';
import { laws } from '../noise/laws';
import { normalCdf } from '../noise/normal';
import { createRng, unitUniform } from '../rng/rng';
import { convexHull, type PlanePoint } from './hull';
import { owenT } from './owen';
import { perturbedPolygon } from './polygon';
import { compositeRule } from './quadrature';

const heptagon: PlanePoint[] = Array.from({ length: 7 }, (_, i) => [
  Math.cos((2 * Math.PI * i) / 7) * (1 + 0.3 * (i % 2)),
  Math.sin((2 * Math.PI * i) / 7),
]);
const pair = (points: ArrayLike<number>): PlanePoint => [points[0], points[1]];

/** The mass of the cone between two angles by one integral over the angle, as the law is written. */
function coneMass([x, y]: PlanePoint, sigma: number, from: number, to: number): number {
  const breaks = Array.from({ length: 33 }, (_, i) => from + ((to - from) * i) / 32);
  const { nodes, weights } = compositeRule(breaks);
  const square = (x * x + y * y) / (sigma * sigma);
  return nodes.reduce((sum, angle, q) => {
    const c = (x * Math.cos(angle) + y * Math.sin(angle)) / sigma;
    const inward = Math.sqrt(2 * Math.PI) * c * normalCdf(c) * Math.exp((c * c - square) / 2);
    return sum + (weights[q] * (Math.exp(-square / 2) + inward)) / (2 * Math.PI);
  }, 0);
}

describe("Owen's T function", () => {
  it('has its closed forms', () => {
    for (const h of [0, 0.1, 1, 3, 8]) {
      // T(h, 1) = Phi(h) (1 - Phi(h)) / 2, T(h, infinity) = (1 - Phi(h)) / 2
      expect(owenT(h, h)).toBeCloseTo(h === 0 ? 0 : (normalCdf(h) * normalCdf(-h)) / 2, 15);
      expect(owenT(h, 100)).toBeCloseTo(normalCdf(-h) / 2, 15);
      expect(owenT(h, -0.3)).toBe(-owenT(h, 0.3));
    }
    for (const a of [1e-9, 0.2, 1, 5]) {
      expect(owenT(1e-12, a * 1e-12)).toBeCloseTo(Math.atan(a) / (2 * Math.PI), 12);
    }
  });

  it('has its derivative in k: the density of h and of k, over h', () => {
    const { density } = laws.normal;
    for (const [h, k] of [
      [0.4, 0.2],
      [0.4, 1.5],
      [2, 1.9],
      [3, 5],
    ]) {
      const wanted = (density(h) * density(k) * h) / (h * h + k * k);
      expect(finiteDifference((at) => owenT(h, at), k)).toBeCloseTo(wanted, 10);
    }
  });
});

describe('the convex hull', () => {
  it('has the maximiser of every direction, counterclockwise, and nothing inside', () => {
    const coordinate = fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    );
    const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(points, fc.constantFrom(1, 1e-200, 1e150), (shape, scale) => {
        const scaled = shape.map(([x, y]): PlanePoint => [x * scale, y * scale]);
        const hull = convexHull(scaled);
        for (let step = 0; step < 24; step++) {
          const [u, v] = [Math.cos(step / 3.7), Math.sin(step / 3.7)];
          const best = (indices: readonly number[]) =>
            Math.max(...indices.map((i) => u * scaled[i][0] + v * scaled[i][1]));
          const all = scaled.map((_, i) => i);
          expect(best(hull)).toBeGreaterThanOrEqual(best(all) - 1e-13 * scale);
        }
        const area = hull.reduce((sum, i, at) => {
          const j = hull[(at + 1) % hull.length];
          return sum + shape[i][0] * shape[j][1] - shape[i][1] * shape[j][0];
        }, 0);
        expect(area).toBeGreaterThanOrEqual(-1e-12);
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(
      convexHull([
        [0, 0],
        [1, 0],
        [0.5, 0],
        [1, 1],
        [0, 0],
      ]),
    ).toEqual([0, 1, 3]);
    expect(
      convexHull([
        [2, 2],
        [1, 1],
        [0, 0],
      ]),
    ).toEqual([2, 0]);
  });
});

describe('the perturbed polygon', () => {
  it('has the masses of the normal cones', () => {
    for (const mu of [
      [0, 0],
      [0.7, -0.3],
      [3, 4],
      [-20, 1],
    ] satisfies PlanePoint[]) {
      for (const sigma of [0.5, 1, 6]) {
        const { probabilities } = perturbedPolygon(heptagon, mu, sigma);
        const angles = heptagon.map((from, i) => {
          const to = heptagon[(i + 1) % 7];
          return Math.atan2(from[0] - to[0], to[1] - from[1]);
        });
        angles.forEach((to, i) => {
          const from = angles[(i + 6) % 7];
          const width = (to - from + 4 * Math.PI) % (2 * Math.PI);
          expect(probabilities[i]).toBeCloseTo(coneMass(mu, sigma, from, from + width), 12);
        });
      }
    }
  });

  it('has the mean as gradient of the maximum, and the Jacobian as that of the mean', () => {
    for (const at of [
      [0, 0],
      [0.7, -0.3],
      [2, 2],
    ] satisfies PlanePoint[]) {
      for (const sigma of [0.5, 2]) {
        const law = (mu: ArrayLike<number>) => perturbedPolygon(heptagon, pair(mu), sigma);
        const gradient = finiteDifferenceGradient((mu) => law(mu).maximum, at);
        law(at).mean.forEach((m, i) => expect(m).toBeCloseTo(gradient[i], 9));
        const rows = [0, 1].map((i) => finiteDifferenceGradient((mu) => law(mu).mean[i], at));
        rows
          .flatMap((row) => [...row])
          .forEach((slope, i) => expect(law(at).jacobian[i]).toBeCloseTo(slope, 9));
      }
    }
  });

  it('is that of a simulation, and of one dimension', () => {
    const rng = createRng(3, 'polygon');
    const samples = 40_000;
    const hits = new Float64Array(7);
    const [mu, sigma] = [pair([0.4, 0.5]), 0.9];
    for (let m = 0; m < samples; m++) {
      const gamma = [0, 1].map((i) => laws.normal.quantile(unitUniform(rng.word(m, i))));
      const value = ([x, y]: PlanePoint) =>
        x * (mu[0] + sigma * gamma[0]) + y * (mu[1] + sigma * gamma[1]);
      let best = 0;
      heptagon.forEach((point, i) => {
        if (value(point) > value(heptagon[best])) best = i;
      });
      hits[best]++;
    }
    perturbedPolygon(heptagon, mu, sigma).probabilities.forEach((p, i) => {
      const error = Math.sqrt((p * (1 - p)) / samples);
      expect(Math.abs(hits[i] / samples - p)).toBeLessThan(4.5 * error);
    });
    const segment = perturbedPolygon(
      [
        [3, 1],
        [-1, -2],
        [1, -0.5],
      ],
      [0.2, 0.1],
      0.8,
    );
    const p = normalCdf((0.2 * 4 + 0.1 * 3) / (5 * 0.8));
    [p, 1 - p, 0].forEach((wanted, i) => {
      expect(segment.probabilities[i]).toBeCloseTo(wanted, 14);
    });
    const point = perturbedPolygon(
      [
        [3, 1],
        [3, 1],
      ],
      [1, 2],
      1,
    );
    expect([...point.probabilities, point.maximum, ...point.jacobian]).toEqual([
      1, 0, 5, 0, 0, 0, 0,
    ]);
  });

  it('is symmetric where the square is: two switches, each by itself', () => {
    const square: PlanePoint[] = [
      [1, 1],
      [1, 0],
      [0, 0],
      [0, 1],
    ];
    const [p, q] = [normalCdf(0.5), normalCdf(-1)];
    const { probabilities, mean, jacobian } = perturbedPolygon(square, [1, -2], 2);
    [p * q, p * (1 - q), (1 - p) * (1 - q), (1 - p) * q].forEach((wanted, i) => {
      expect(probabilities[i]).toBeCloseTo(wanted, 14);
    });
    [p, q].forEach((wanted, i) => expect(mean[i]).toBeCloseTo(wanted, 14));
    const slope = (x: number) => laws.normal.density(x) / 2;
    [slope(0.5), 0, 0, slope(1)].forEach((wanted, i) => {
      expect(jacobian[i]).toBeCloseTo(wanted, 14);
    });
  });

  it('sums to 1 for scores and points of any size, and obeys its limits and bounds', () => {
    const size = fc.constantFrom(0, 1e-300, 1e-6, 1, 1e6, 1e150);
    const number = fc
      .tuple(size, fc.double({ min: -1, max: 1, noNaN: true }))
      .map(([a, b]) => a * b);
    fc.assert(
      fc.property(number, number, fc.constantFrom(1e-6, 1, 1e6), (x, y, sigma) => {
        const { probabilities, mean, maximum, jacobian } = perturbedPolygon(
          heptagon,
          [x, y],
          sigma,
        );
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13);
        const top = Math.max(...heptagon.map(([a, b]) => a * x + b * y));
        const { maximum: beyond } = perturbedPolygon(heptagon, [0, 0], 1);
        const rounding = 1e-12 * (Math.abs(top) + sigma);
        expect(maximum).toBeGreaterThanOrEqual(top - rounding);
        expect(maximum).toBeLessThanOrEqual(top + sigma * beyond + rounding);
        expect(mean[0] * x + mean[1] * y).toBeLessThanOrEqual(top + rounding);
        const [xx, xy, , yy] = jacobian;
        expect(xx).toBeGreaterThanOrEqual(0);
        expect(xx * yy - xy * xy).toBeGreaterThanOrEqual(-1e-12 * (xx + yy) ** 2);
      }),
      { numRuns: 300, seed: 2 },
    );
    const cold = perturbedPolygon(heptagon, [0.1, 1], 1e-9).probabilities;
    expect(Math.max(...cold)).toBe(1);
  });

  it('names what is wrong with its arguments', () => {
    expect(() => perturbedPolygon([], [0, 0], 1)).toThrow('at least one point');
    expect(() => perturbedPolygon([[0, NaN]], [0, 0], 1)).toThrow('points[0][1] must be a finite');
    expect(() => perturbedPolygon([[0, 0]], [Infinity, 0], 1)).toThrow('mu[0] must be a finite');
    expect(() => perturbedPolygon([[0, 0]], [0, 0], 0)).toThrow('sigma must be positive');
  });
});
