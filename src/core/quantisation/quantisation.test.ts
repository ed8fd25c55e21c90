import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { maximiseByEnumeration } from '../check/enumeration';
import { laws } from '../noise/laws';
import { oneHot } from '../oracles/one-hot/one-hot';
import { createRng, unitUniform } from '../rng/rng';
import { dot } from '../vector';
import { nearestCodewords, perplexity, quantisationGradients, usage } from './codebook';
import { averageOf, moveCodebook } from './moving-average';
import { descendRounded, roundTo } from './rounding';

const normals = (count: number, seed: number) => {
  const rng = createRng(seed, 'quantisation');
  return Float64Array.from({ length: count }, (_, i) =>
    laws.normal.quantile(unitUniform(rng.word(0, i))),
  );
};

describe('rounding', () => {
  it('goes down, or to the nearest and up from the middle', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (s) => {
        const [down, near] = [roundTo('floor', s), roundTo('nearest', s)];
        expect(down <= s && s < down + 1).toBe(true);
        expect(Math.abs(near - s)).toBeLessThanOrEqual(0.5);
      }),
      { numRuns: 500, seed: 1 },
    );
    expect([2.5, -2.5, -0.2, 0.49999999999999994].map((s) => roundTo('nearest', s))).toEqual([
      3, -2, 0, 0,
    ]);
    expect([-0.5, 2.999, -0].map((s) => roundTo('floor', s))).toEqual([-1, 2, 0]);
  });

  it('dithers about a step: 3 in 30% of the time, 2.300 in the mean, for (z - 2.3)^2', () => {
    for (const rule of ['floor', 'nearest'] as const) {
      const path = descendRounded({
        ...{ slope: (z) => 2 * (z - 2.3), rule, start: 0, rate: 1e-3, steps: 60_000 },
      });
      const late = path.integers.subarray(10_000);
      const share = late.filter((z) => z === 3).length / late.length;
      expect(share).toBeCloseTo(0.3, 3);
      const mean = (f: (z: number) => number) =>
        late.reduce((sum, z) => sum + f(z), 0) / late.length;
      expect(mean((z) => z)).toBeCloseTo(2.3, 3);
      expect(mean((z) => (z - 2.3) ** 2)).toBeCloseTo(0.21, 3);
      expect(new Set(late)).toEqual(new Set([2, 3]));
      const edge = rule === 'floor' ? 3 : 2.5;
      const off = path.positions.subarray(10_000).map((s) => Math.abs(s - edge));
      expect(off.reduce((a, b) => Math.max(a, b))).toBeLessThan(2e-3);
    }
  });

  it('dithers as often at any rate, by steps as long as the rate', () => {
    const slope = (z: number) => 2 * (z - 2.3);
    for (const rate of [1e-1, 1e-3, 1e-5]) {
      const path = descendRounded({ slope, rule: 'floor', start: 3, rate, steps: 4000 });
      const ups = path.integers.filter((z, i) => i > 0 && z === 3 && path.integers[i - 1] === 2);
      // 3 of 10 steps are at z = 3, each of them once
      expect(Math.abs(ups.length - 1200)).toBeLessThan(3);
      const width = Math.max(...path.positions) - Math.min(...path.positions);
      expect(width / rate).toBeGreaterThan(1);
      expect(width / rate).toBeLessThan(2.1);
    }
  });

  it('names what is wrong with a descent', () => {
    const good = { slope: (z: number) => z, rule: 'floor', start: 0.5, rate: 1, steps: 2 } as const;
    expect(() => descendRounded({ ...good, rate: 0 })).toThrow('rate must be positive');
    expect(() => descendRounded({ ...good, start: NaN })).toThrow('start must be finite, got NaN');
    expect(() => descendRounded({ ...good, steps: 0 })).toThrow('steps must be a positive integer');
    expect(() => descendRounded({ ...good, slope: () => NaN })).toThrow(
      'slope at 0 must be finite',
    );
  });
});

describe('vector quantisation', () => {
  const points = normals(60, 1);
  const book = { dim: 2, codewords: normals(14, 2) };

  it('finds the nearest codeword, as brute force and as the argmax of theta do', () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(size, size, fc.nat(), fc.constantFrom(0, 1, 1e6), (dim, count, seed, far) => {
        const codewords = normals(count * dim, seed).map((x) => Math.round(2 * x) / 2 + far);
        const s = normals(dim, seed + 1).map((x) => Math.round(2 * x) / 4 + far);
        const [found] = nearestCodewords({ dim, codewords }, s);
        const rows = Array.from({ length: count }, (_, k) =>
          codewords.subarray(k * dim, (k + 1) * dim),
        );
        const distances = rows.map((e) => e.reduce((sum, x, c) => sum + (x - s[c]) ** 2, 0));
        expect(found).toBe(distances.indexOf(Math.min(...distances)));
        const theta = rows.map((e) => dot(s, e) - dot(e, e) / 2);
        const best = new Float64Array(count);
        maximiseByEnumeration([...oneHot(count).enumerate()], theta, () => 0, best);
        if (far < 1e6) expect(best[found]).toBe(1);
      }),
      { numRuns: 300, seed: 2 },
    );
    expect([
      ...nearestCodewords({ dim: 1, codewords: Float64Array.of(1, 1, 3) }, [1, 2, 5]),
    ]).toEqual([0, 0, 2]);
  });

  it('has gradients of which each term moves what it may move', () => {
    const nearest = nearestCodewords(book, points);
    const dl = normals(60, 3);
    const zero = new Float64Array(60);
    const distortion = (s: ArrayLike<number>, e: ArrayLike<number>) => {
      const apart = Float64Array.from(s, (x, at) => x - e[nearest[at >> 1] * 2 + (at & 1)]);
      return dot(apart, apart) / 30;
    };
    const found = quantisationGradients(book, points, nearest, dl, 0.25);
    expect(found.distortion).toBeCloseTo(distortion(points, book.codewords), 13);
    const inCodewords = finiteDifferenceGradient((e) => distortion(points, e), book.codewords);
    found.codewords.forEach((g, at) => expect(g).toBeCloseTo(inCodewords[at], 10));
    const inPoints = finiteDifferenceGradient((s) => distortion(s, book.codewords), points);
    found.points.forEach((g, at) => expect(g).toBeCloseTo(dl[at] + 0.25 * inPoints[at], 10));
    expect([...quantisationGradients(book, points, nearest, dl, 0).points]).toEqual([...dl]);
    const still = quantisationGradients(book, points, nearest, zero, 1);
    expect([...still.codewords]).toEqual([...found.codewords]);
  });

  it('keeps the mass of its moving averages, and ends with the means of points', () => {
    const codebook = { dim: 2, codewords: book.codewords.slice() };
    const average = averageOf(codebook, 2);
    let mass = 14;
    for (let step = 0; step < 200; step++) {
      moveCodebook(average, codebook, points, nearestCodewords(codebook, points), 0.9);
      mass = 0.9 * mass + 0.1 * 30;
      expect(average.counts.reduce((sum, n) => sum + n, 0)).toBeCloseTo(mass, 10);
    }
    const nearest = nearestCodewords(codebook, points);
    const hits = usage(nearest, 7);
    hits.forEach((count, k) => {
      if (count === 0) return;
      const mean = [0, 1].map((c) =>
        points.reduce((sum, x, at) => sum + (nearest[at >> 1] === k && (at & 1) === c ? x : 0), 0),
      );
      mean.forEach((sum, c) => {
        expect(codebook.codewords[k * 2 + c]).toBeCloseTo(sum / count, 3);
      });
    });
  });

  it('has no distortion left once every point has a codeword', () => {
    const distinct = Float64Array.of(0, 0, 1, 0, 0, 1, 1, 1, -1, 2);
    const codebook = { dim: 2, codewords: distinct.map((x) => x + 0.1) };
    for (let step = 0; step < 400; step++) {
      const nearest = nearestCodewords(codebook, distinct);
      const { codewords } = quantisationGradients(
        codebook,
        distinct,
        nearest,
        new Float64Array(10),
        0,
      );
      for (let at = 0; at < 10; at++) codebook.codewords[at] -= 0.5 * codewords[at];
    }
    const nearest = nearestCodewords(codebook, distinct);
    const none = new Float64Array(10);
    expect(quantisationGradients(codebook, distinct, nearest, none, 0.25).distortion).toBeLessThan(
      1e-20,
    );
    expect(perplexity(usage(nearest, 5))).toBeCloseTo(5, 12);
  });

  it('counts how codewords are used', () => {
    expect([...usage([2, 0, 2, 2], 4)]).toEqual([1, 0, 3, 0]);
    expect(perplexity([4, 0, 0])).toBe(1);
    expect(perplexity([2, 2, 0, 2])).toBeCloseTo(3, 14);
    expect(() => perplexity([0, 0])).toThrow('hits must be of one point or more, got 0');
    expect(() => usage([0, 4], 4)).toThrow('nearest[1] must be a codeword from 0 to 3, got 4');
  });

  it('names what is wrong with its arguments', () => {
    const nearest = nearestCodewords(book, points);
    expect(() => nearestCodewords(book, [1, 2, 3])).toThrow(
      'points must be rows of 2 numbers, got 3',
    );
    expect(() => nearestCodewords(book, [])).toThrow('points must be rows of 2 numbers, got 0');
    expect(() => nearestCodewords(book, [1, NaN])).toThrow('points[1] must be a finite number');
    expect(() => nearestCodewords({ dim: 2, codewords: Float64Array.of(1) }, [1, 2])).toThrow(
      'codewords',
    );
    const gradients =
      (dl: number, beta: number, count = 30) =>
      () =>
        quantisationGradients(book, points, nearest.slice(0, count), new Float64Array(dl), beta);
    expect(gradients(59, 1)).toThrow('dl must have 60 entries, got 59');
    expect(gradients(60, -1)).toThrow('beta must be 0 or positive, got -1');
    expect(gradients(60, 1, 3)).toThrow('nearest must have 30 entries, got 3');
    const move =
      (rho: number, count = 30) =>
      () => {
        moveCodebook(averageOf(book), book, points, nearest.slice(0, count), rho);
      };
    expect(move(1)).toThrow('rho must be in [0, 1), got 1');
    expect(move(0.5, 2)).toThrow('nearest must have 30 entries, got 2');
    const stray = nearest.map((k, i) => (i === 3 ? 7 : k));
    const none = new Float64Array(60);
    expect(() => quantisationGradients(book, points, stray, none, 1)).toThrow(
      'nearest[3] must be a codeword from 0 to 6, got 7',
    );
    expect(() => moveCodebook(averageOf(book), book, points, stray, 0.5)).toThrow('nearest[3]');
    const other = averageOf({ dim: 2, codewords: normals(12, 2) });
    expect(() => moveCodebook(other, book, points, nearest, 0.5)).toThrow(
      'the counts of the average must have 7 entries, got 6',
    );
    expect(() => averageOf(book, 0)).toThrow('weight must be positive and finite, got 0');
  });
});
