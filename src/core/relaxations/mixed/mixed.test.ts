import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../check/finite-differences';
import { createNoise, noiseSpec } from '../../noise/noise';
import { normalCdf } from '../../noise/normal';
import { createRng } from '../../rng/rng';
import { dot } from '../../vector';
import type { Relaxation } from '../relaxation';
import { createSparsemax } from '../simplex/sparsemax';
import { gaussianSparsemaxMasses } from './gaussian-sparsemax';
import { createStretchedSigmoid, hardConcrete } from './hard-concrete';
import { rectifiedGaussian } from './rectified-gaussian';

/** The centres of `count` cells of equal probability. */
const cells = (count: number) => Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count);

/** Integral of f over [0, 1] by the midpoint rule: knows nothing of panels. */
const midpoint = (f: (x: number) => number, count = 20_000) =>
  cells(count).reduce((sum, x) => sum + f(x) / count, 0);

describe('the Hard Concrete law', () => {
  it('has these masses', () => {
    for (const [mu, zero, one] of [
      [0, 0.16817782, 0.16817782],
      [1, 0.06922878, 0.35466478],
      [-2, 0.59902474, 0.02663334],
    ]) {
      const law = hardConcrete(mu, 1);
      expect(law.zero).toBeCloseTo(zero, 8);
      expect(law.one).toBeCloseTo(one, 8);
      const wider = hardConcrete(3 * mu, 3);
      expect(wider.zero).toBeCloseTo(law.zero, 14);
      expect(wider.mean).toBeCloseTo(law.mean, 14);
    }
  });

  it('is the law of the stretched sigmoid of logistic noise, path gradient included', () => {
    const logistic = createNoise(noiseSpec('logistic'));
    const gamma = cells(100_000).map((u) => logistic.standard.quantile(u));
    for (const [mu, sigma, beta] of [
      [0.4, 1, 2 / 3],
      [-1.5, 0.5, 0.3],
      [2, 3, 1.5],
    ]) {
      const bits = createStretchedSigmoid(gamma.length);
      const theta = gamma.map((g) => mu + sigma * g);
      const [z, slopes] = [new Float64Array(gamma.length), new Float64Array(gamma.length)];
      bits.forward(theta, beta * sigma, z);
      bits.backward(new Float64Array(gamma.length).fill(1), slopes);
      const law = hardConcrete(mu, sigma, beta);
      const share = (of: (p: number) => boolean) => z.filter(of).length / z.length;
      expect(Math.abs(share((p) => p === 0) - law.zero)).toBeLessThan(2e-5);
      expect(Math.abs(share((p) => p === 1) - law.one)).toBeLessThan(2e-5);
      expect(z.reduce((a, b) => a + b) / z.length).toBeCloseTo(law.mean, 6);
      expect(slopes.reduce((a, b) => a + b) / z.length).toBeCloseTo(law.slope, 4);
    }
  });

  it('has a mean whose derivative is its slope', () => {
    for (const mu of [-4, -0.3, 0, 1.2, 30]) {
      for (const [sigma, beta] of [
        [1, 2 / 3],
        [0.2, 0.1],
        [5, 4],
      ]) {
        const mean = (at: number) => hardConcrete(at, sigma, beta).mean;
        expect(hardConcrete(mu, sigma, beta).slope).toBeCloseTo(
          finiteDifference(mean, mu, 1e-3 * sigma),
          9,
        );
      }
    }
  });

  it('is symmetric, and comes to the hard bit as sigma falls', () => {
    const [plus, minus] = [hardConcrete(0.8, 0.7), hardConcrete(-0.8, 0.7)];
    expect(plus.one).toBeCloseTo(minus.zero, 14);
    expect(plus.mean + minus.mean).toBeCloseTo(1, 13);
    expect(hardConcrete(0.1, 1e-4)).toEqual({ zero: 0, one: 1, mean: 1, slope: 0 });
    expect(hardConcrete(-0.1, 1e-300)).toEqual({ zero: 1, one: 0, mean: 0, slope: 0 });
  });

  it('is the stretched sigmoid near 0 where the noise is drowned by beta', () => {
    for (const beta of [1e5, 1e300]) {
      const { zero, one, mean, slope } = hardConcrete(3, 1, beta);
      expect([zero, one]).toEqual([0, 0]);
      // 1.2 sigmoid(3 / beta) - 0.1, of which the noise takes off what is of third order
      expect(mean).toBeCloseTo(0.5 + 0.9 / beta, 11);
      expect(slope * beta).toBeCloseTo(0.3, 9);
    }
  });

  it('names what is wrong with its arguments', () => {
    expect(() => hardConcrete(NaN, 1)).toThrow('mu must be a finite number, got NaN');
    expect(() => hardConcrete(0, 0)).toThrow('sigma must be positive and finite, got 0');
    expect(() => hardConcrete(0, 1, Infinity)).toThrow('beta must be positive and finite');
  });
});

describe('the rectified Gaussian', () => {
  const problems = [
    [0.5, 0.3],
    [0.2, 1],
    [-0.7, 0.4],
    [1.4, 0.25],
    [0.5, 20],
  ];

  it('has the mass, mean and entropy that summing up its density gives', () => {
    const { density } = createNoise(noiseSpec('normal')).standard;
    for (const [location, deviation] of problems) {
      const law = rectifiedGaussian(location, deviation);
      const f = (x: number) => density((x - location) / deviation) / deviation;
      const inside = midpoint(f);
      expect(law.slope).toBeCloseTo(inside, 8);
      expect(law.zero + law.one + law.slope).toBeCloseTo(1, 14);
      expect(law.mean).toBeCloseTo(law.one + midpoint((x) => x * f(x)), 8);
      const points = [law.zero, law.one].reduce((sum, p) => sum - p * Math.log(p), 0);
      expect(law.entropy).toBeCloseTo(points - midpoint((x) => f(x) * Math.log(f(x))), 7);
      const mean = (at: number) => rectifiedGaussian(at, deviation).mean;
      expect(law.slope).toBeCloseTo(finiteDifference(mean, location), 10);
    }
  });

  it('is Gaussian-sparsemax of two classes', () => {
    for (const [gap, sigma, t] of [
      [0.3, 0.5, 1],
      [-2, 1, 0.7],
      [0, 3, 4],
    ]) {
      const { corners, edges } = gaussianSparsemaxMasses([gap, 0], sigma, t);
      const law = rectifiedGaussian((gap + t) / (2 * t), sigma / (Math.SQRT2 * t));
      expect(corners[0]).toBeCloseTo(law.one, 11);
      expect(corners[1]).toBeCloseTo(law.zero, 11);
      expect(edges[1]).toBeCloseTo(law.slope, 11);
    }
  });

  it('keeps the digits of what is between, far off on either side', () => {
    const tail = normalCdf(-10) - normalCdf(-20);
    for (const location of [-1, 2]) {
      expect(rectifiedGaussian(location, 0.1).slope / tail).toBeCloseTo(1, 12);
    }
  });

  it('comes to a point, with no entropy, as the deviation falls', () => {
    expect(rectifiedGaussian(-0.1, 1e-4)).toEqual({
      zero: 1,
      one: 0,
      mean: 0,
      slope: 0,
      entropy: 0,
    });
    expect(rectifiedGaussian(3, 5e-324)).toMatchObject({ zero: 0, one: 1, mean: 1, slope: 0 });
    expect(() => rectifiedGaussian(0, 0)).toThrow('deviation must be positive and finite, got 0');
    expect(() => rectifiedGaussian(Infinity, 1)).toThrow('location must be a finite number');
  });
});

/** Draws of sparsemax((mu + sigma gamma) / t), each handed on with its gradient in the scores. */
function draws(
  mu: readonly number[],
  sigma: number,
  count: number,
  visit: (relaxation: Relaxation, z: Float64Array, gamma: Float64Array) => void,
): void {
  const sparsemax = createSparsemax(mu.length);
  const { sample } = createNoise(noiseSpec('normal'));
  const rng = createRng(5, 'relaxations/mixed');
  const z = new Float64Array(mu.length);
  for (let m = 0; m < count; m++) {
    const gamma = Float64Array.from(mu, (_, i) => sample(rng.word(m, i)));
    sparsemax.forward(
      gamma.map((g, i) => mu[i] + sigma * g),
      1,
      z,
    );
    visit(sparsemax, z, gamma);
  }
}

describe('Gaussian-sparsemax', () => {
  const mu = [0.6, 0.1, -0.2];

  it('has on the corners these masses, and on edges and inside these', () => {
    const { corners, edges } = gaussianSparsemaxMasses(mu, 0.5);
    [0.1574, 0.0104, 0.0018].forEach((mass, i) => expect(corners[i]).toBeCloseTo(mass, 4));
    const corner = corners.reduce((a, b) => a + b);
    const edge = edges.reduce((a, b) => a + b) / 2;
    // by an adaptive rule over threshold and entry
    expect(corner).toBeCloseTo(0.1695084601, 10);
    expect(edge).toBeCloseTo(0.5757733167, 10);
  });

  it.each([
    [mu, 0.5],
    [[0.3, 0, -0.5, 0.2], 1.3],
  ])('has the masses that draws have: %j', (scores, sigma) => {
    const n = scores.length;
    const count = 60_000;
    const [corners, edges] = [new Float64Array(n), new Float64Array(n * n)];
    draws(scores, sigma, count, (_, z) => {
      const support = [...z.keys()].filter((i) => z[i] > 0);
      if (support.length === 1) corners[support[0]]++;
      if (support.length === 2) edges[support[0] * n + support[1]]++;
    });
    const masses = gaussianSparsemaxMasses(scores, sigma);
    const agree = (hits: number, mass: number) =>
      expect(Math.abs(hits / count - mass)).toBeLessThan(
        4.5 * Math.sqrt((mass * (1 - mass)) / count),
      );
    for (let i = 0; i < n; i++) {
      agree(corners[i], masses.corners[i]);
      for (let j = i + 1; j < n; j++) agree(edges[i * n + j], masses.edges[i * n + j]);
    }
  });

  it('has path gradients that are on average the slope of its expected loss', () => {
    const target = [0.1, 0.7, 0.2];
    const worth = (z: Float64Array) => z.reduce((sum, p, i) => sum + (p - target[i]) ** 2 / 2, 0);
    const direction = [1, -0.5, 0.3];
    const step = 1e-3;
    const [up, down] = [1, -1].map((sign) => mu.map((m, i) => m + sign * step * direction[i]));
    const beside = [up, down].map((at) => {
      const losses: number[] = [];
      draws(at, 0.5, 20_000, (_, z) => losses.push(worth(z)));
      return losses;
    });
    const gradient = new Float64Array(3);
    let [sum, squares, m] = [0, 0, 0];
    draws(mu, 0.5, 20_000, (relaxation, z) => {
      relaxation.backward(
        z.map((p, i) => p - target[i]),
        gradient,
      );
      const slope = (beside[0][m] - beside[1][m]) / (2 * step);
      const difference = dot(gradient, direction) - slope;
      sum += difference;
      squares += difference ** 2;
      m++;
    });
    expect(squares).toBeGreaterThan(0);
    // the same noise on both sides: only draws next to a kink differ
    expect(Math.abs(sum / m)).toBeLessThan(4.5 * (Math.sqrt(squares) / m) + 1e-6);
    expect(Math.sqrt(squares / m)).toBeLessThan(0.03);
  });

  it('depends on the scores and sigma over t only, in any order', () => {
    const one = gaussianSparsemaxMasses(mu, 0.5, 2);
    const other = gaussianSparsemaxMasses(
      mu.map((m) => m / 2),
      0.25,
    );
    one.corners.forEach((mass, i) => expect(mass).toBeCloseTo(other.corners[i], 14));
    one.edges.forEach((mass, i) => expect(mass).toBeCloseTo(other.edges[i], 14));
    const turned = gaussianSparsemaxMasses([...mu].reverse(), 0.5, 2);
    one.corners.forEach((mass, i) => expect(mass).toBeCloseTo(turned.corners[2 - i], 14));
  });

  it('comes to the argmax as sigma falls, and to a random corner as it grows', () => {
    expect([...gaussianSparsemaxMasses([2, 0.5, 0], 1e-3).corners]).toEqual([
      expect.closeTo(1, 12),
      0,
      0,
    ]);
    gaussianSparsemaxMasses(mu, 1e7).corners.forEach((mass) => expect(mass).toBeCloseTo(1 / 3, 6));
    expect(gaussianSparsemaxMasses([4], 1).corners[0]).toBeCloseTo(1, 12);
  });

  it('names what is wrong with its arguments', () => {
    expect(() => gaussianSparsemaxMasses([0, NaN], 1)).toThrow('mu[1] must be a finite number');
    expect(() => gaussianSparsemaxMasses([0], -1)).toThrow('sigma must be positive and finite');
    expect(() => gaussianSparsemaxMasses([0], 1, 0)).toThrow(
      't must be positive and finite, got 0',
    );
  });
});
