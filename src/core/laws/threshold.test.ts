import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamNoise } from '../estimators/estimator';
import { EULER_GAMMA, lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { kSubset } from '../oracles/k-subset/k-subset';
import { matching } from '../oracles/matching/matching';
import { oneHot } from '../oracles/one-hot/one-hot';
import type { Oracle } from '../oracles/oracle';
import { createRng } from '../rng/rng';
import { dot } from '../vector';
import { expectedLossGradient } from './expectations';
import { perturbedSubset } from './perturbed-subset';
import { thresholdGradient, thresholdOf } from './threshold';

const gumbel = createNoise(noiseSpec('gumbel', EULER_GAMMA));
const rng = createRng(11, 'threshold');
const all = (oracle: Oracle) => [...oracle.enumerate()];
const linear = (structures: readonly Float64Array[], costs: readonly number[]) =>
  structures.map((y) => dot(costs, y));

/** The 16 spanning trees of 4 nodes: three of the edges 01 02 03 12 13 23 without a triangle. */
function spanningTrees(): Float64Array[] {
  const triangles = ['0,1,3', '0,2,4', '1,2,5', '3,4,5'];
  return all(kSubset(6, 3)).filter((y) => {
    const edges = Array.from(y.keys()).filter((e) => y[e] === 1);
    return !triangles.includes(edges.join());
  });
}

describe('the threshold formula', () => {
  it.each(lawNames)('has the gradient that quadrature finds under %s noise', (law) => {
    const noise = createNoise(noiseSpec(law, 0.2, 1.5));
    const [scores, costs] = [
      [1, 0.5, 0, -0.5],
      [0.8, 0.2, 0.5, 0],
    ];
    for (const k of [1, 2]) {
      const structures = all(kSubset(4, k));
      const losses = linear(structures, costs);
      const source = streamNoise(rng, noise, 4, 40_000);
      const found = thresholdGradient({ structures, losses, scores, sigma: 0.9, noise, source });
      const exact = expectedLossGradient(scores, 0.9, noise, k, costs);
      exact.scores.forEach((g, i) => {
        const error = found.scores.standardError[i];
        expect(error).toBeLessThan(3e-3);
        expect(Math.abs(found.scores.value[i] - g)).toBeLessThan(4.5 * error);
      });
      const { value, standardError } = found.loss;
      expect(Math.abs(value - exact.value)).toBeLessThan(4.5 * standardError);
      expect(Math.abs(found.sigma - exact.sigma)).toBeLessThan(0.01);
    }
  });

  it('has the gradient of any loss of subsets', () => {
    const scores = [1.2, 0.8, 0.3, 0, -0.4];
    const structures = all(kSubset(5, 3));
    const losses = structures.map((_, s) => Math.sin(s * s));
    const source = streamNoise(rng, gumbel, 5, 40_000);
    const problem = { structures, losses, scores, sigma: 0.7, noise: gumbel, source };
    const found = thresholdGradient(problem);
    const { value, gradient } = perturbedSubset(scores, 0.7, 3).expectation(losses);
    gradient.forEach((g, i) => {
      expect(Math.abs(found.scores.value[i] - g)).toBeLessThan(4.5 * found.scores.standardError[i]);
    });
    expect(Math.abs(found.loss.value - value)).toBeLessThan(4.5 * found.loss.standardError);
  });

  it('has the numbers of the specification on spanning trees of four nodes', () => {
    const structures = spanningTrees();
    expect(structures).toHaveLength(16);
    const found = thresholdGradient({
      structures,
      losses: linear(structures, [0.9, 0.1, 0.4, 0.7, 0.2, 0]),
      scores: [1, 0.6, 0.2, -0.2, 0.4, -0.6],
      ...{ sigma: 1, noise: gumbel, source: streamNoise(rng, gumbel, 6, 100_000) },
    });
    [0.1492, -0.1144, 0.0174, 0.095, -0.0772, -0.0706].forEach((g, i) => {
      const error = Math.hypot(found.scores.standardError[i], 0.00016);
      expect(Math.abs(found.scores.value[i] - g)).toBeLessThan(4.5 * error);
    });
    const variance = found.scores.standardError.reduce((sum, e) => sum + e * e * 100_000, 0);
    expect(Math.abs(variance - 0.052)).toBeLessThan(0.001);
  });

  it('is the limit of direct loss, draw by draw: where the switch is, no other noise matters', () => {
    // the integral over gamma_j of the prediction's loss, moved by delta: a difference quotient in mu_j
    const structures = all(matching(3));
    const losses = structures.map((_, s) => Math.cos(3 * s));
    const scores = Float64Array.from({ length: 9 }, (_, i) => Math.sin(2 * i));
    const draw = thresholdOf({ structures, losses }, gumbel.density);
    const gamma = new Float64Array(9);
    const source = streamNoise(rng, gumbel, 9, 20);
    const out = new Float64Array(9);
    const lossAt = (at: ArrayLike<number>) => {
      let best = 0;
      structures.forEach((y, s) => {
        if (dot(y, at) > dot(structures[best], at)) best = s;
      });
      return losses[best];
    };
    for (let m = 0; m < 20; m++) {
      source.fill(m, gamma);
      draw(scores, 0.8, gamma, 1, out.fill(0));
      for (const j of [0, 4, 7]) {
        // E over gamma_j alone, by its distribution function on both sides of the switch
        const value = (shift: number) => {
          const at = scores.map((s, i) => s + 0.8 * gamma[i]);
          const losing = at.slice();
          losing[j] = -1e3;
          const winning = at.slice();
          winning[j] = 1e3;
          let [low, high] = [-1e3, 1e3];
          const start = lossAt(losing);
          if (start === lossAt(winning)) return start;
          for (let step = 0; step < 80; step++) {
            const middle = (low + high) / 2;
            at[j] = middle;
            if (lossAt(at) === start) low = middle;
            else high = middle;
          }
          const below = gumbel.cdf((low - scores[j] - shift) / 0.8);
          return below * start + (1 - below) * lossAt(winning);
        };
        const slope = (value(1e-4) - value(-1e-4)) / 2e-4;
        expect(out[j]).toBeCloseTo(slope, 6);
      }
    }
  });

  it('gives nothing to parts that are always or never there, nor to a constant loss', () => {
    const structures = [
      [1, 0, 1, 0],
      [1, 0, 0, 1],
    ].map((y) => Float64Array.from(y));
    const out = new Float64Array(4);
    const gamma = Float64Array.of(0.3, -1, 2, 0.4);
    thresholdOf({ structures, losses: [1, 3] }, gumbel.density)([0, 0, 0, 0], 1, gamma, 2, out);
    expect(out[0]).toBe(0);
    expect(out[1]).toBe(0);
    expect(out[2]).toBeLessThan(0);
    expect(out[3]).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1e6, -1e6, 1e-300, 2), { minLength: 5, maxLength: 5 }),
        (mu) => {
          const five = all(oneHot(5));
          const flat = new Float64Array(5);
          const noise = Float64Array.of(0.3, -1, 2, 0.4, 0);
          const losses = new Float64Array(5).fill(7);
          expect(
            thresholdOf({ structures: five, losses }, gumbel.density)(mu, 1, noise, 1, flat),
          ).toBe(7);
          expect([...flat]).toEqual([0, 0, 0, 0, 0]);
          const differing = thresholdOf(
            { structures: five, losses: [1, 2, 3, 4, 5] },
            gumbel.density,
          );
          differing(mu, 1, noise, 1, flat);
          expect([...flat].every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it('names what is wrong with its arguments', () => {
    const good = {
      structures: all(oneHot(2)),
      losses: [0, 1],
      scores: [0, 0],
      sigma: 1,
      noise: gumbel,
      source: streamNoise(rng, gumbel, 2, 1),
    };
    const wrong = (change: Partial<typeof good>) => () => thresholdGradient({ ...good, ...change });
    expect(wrong({ structures: [] })).toThrow('at least one structure');
    expect(wrong({ structures: [Float64Array.of(1, 2), Float64Array.of(0, 1)] })).toThrow(
      'structures[0][1] must be 0 or 1, got 2',
    );
    expect(wrong({ structures: [Float64Array.of(1), Float64Array.of(0, 1)] })).toThrow(
      'structures[1] must have 1 entries, got 2',
    );
    expect(wrong({ losses: [0] })).toThrow('losses must have 2 entries, got 1');
    expect(wrong({ losses: [0, NaN] })).toThrow('losses[1] must be a finite number');
    expect(wrong({ scores: [0] })).toThrow('scores must have 2 entries, got 1');
    expect(wrong({ sigma: 0 })).toThrow('sigma must be positive and finite, got 0');
    expect(wrong({ source: streamNoise(rng, gumbel, 3, 1) })).toThrow('noise has 3 entries');
  });
});
