import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../check/finite-differences';
import { lawNames, laws } from '../noise/laws';
import { normalCdf } from '../noise/normal';
import { createNoise, noiseSpec, type Noise } from '../noise/noise';
import { createRng, unitUniform } from '../rng/rng';
import { softmax } from './gibbs';
import { inclusionProbabilities, integrateInclusion } from './inclusion';
import { inclusionJacobian } from './jacobian';
import { compositeRule } from './quadrature';
import { standardise } from './standardise';
import { subsetProbabilities } from '../check/structure-laws';
import { kSubset } from '../oracles/k-subset/k-subset';

const rng = createRng(17, 'inclusion-tests');
const uniform = (row: number, part: number) => unitUniform(rng.word(row, part));

/** Scores in [-10, 10], clustered, or within a few noise scales; sigma in [0.01, 100]. */
function randomProblem(row: number) {
  const n = 2 + Math.floor(uniform(row, 0) * 11);
  const k = 1 + Math.floor(uniform(row, 1) * (n - 1));
  const sigma = 10 ** (4 * uniform(row, 2) - 2);
  const scores = Array.from({ length: n }, (_, i) => {
    const u = uniform(row, 3 + i);
    return [20 * u - 10, Math.round(4 * u), 4 * sigma * u][row % 3];
  });
  return { n, k, sigma, scores };
}

/** Counts of the others by enumeration of who exceeds t: 2^(n-1) terms, no recursion. */
function atMostByEnumeration(below: number[], i: number, k: number): number {
  const others = below.filter((_, j) => j !== i);
  let total = 0;
  for (let mask = 0; mask < 1 << others.length; mask++) {
    let exceeding = 0;
    let p = 1;
    others.forEach((f, j) => {
      const exceeds = (mask >> j) & 1;
      exceeding += exceeds;
      p *= exceeds ? 1 - f : f;
    });
    if (exceeding < k) total += p;
  }
  return total;
}

/** The same integral over the whole support of class i, on panels 1/16 as wide, cut at all kinks. */
function refined(scores: number[], sigma: number, noise: Noise, k: number, i: number): number {
  const { cdf, density, support } = noise.standard;
  const offsets = scores.map((score) => (score - scores[i]) / (sigma * noise.scale));
  const kinks = offsets.flatMap((s) => [s + support[0], s + support[1]]);
  const cuts = kinks.filter((t) => t > support[0] && t < support[1]);
  for (let t = support[0]; t < support[1]; t += (support[1] - support[0]) / 96) cuts.push(t);
  const { nodes, weights } = compositeRule([...cuts, support[1]].sort((a, b) => a - b));
  return nodes.reduce((sum, t, q) => {
    const mass = weights[q] * density(t);
    return mass < 1e-22
      ? sum
      : sum +
          mass *
            atMostByEnumeration(
              offsets.map((s) => cdf(t - s)),
              i,
              k,
            );
  }, 0);
}

describe.each(lawNames)('inclusion probabilities under %s noise', (law) => {
  const noise = createNoise(noiseSpec(law, 0.3, 2));

  it('sum to k, keep the order of the scores and ignore a common shift', () => {
    for (let row = 0; row < 300; row++) {
      const { n, k, sigma, scores } = randomProblem(row);
      const p = inclusionProbabilities(scores, sigma, noise, k);
      expect(Math.abs(p.reduce((a, b) => a + b) - k)).toBeLessThan(1e-10);
      let rise = Infinity;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) if (scores[i] > scores[j]) rise = Math.min(rise, p[i] - p[j]);
      }
      expect(rise).toBeGreaterThan(-1e-10);
      const shifted = inclusionProbabilities(
        scores.map((s) => s + 8),
        sigma,
        noise,
        k,
      );
      const moved = shifted.map((value, i) => Math.abs(value - p[i]));
      expect(Math.max(...moved)).toBeLessThan(1e-11);
    }
  });

  it('agree with refined integration over enumerated outcomes to 1e-10', () => {
    for (let row = 0; row < 45; row++) {
      const { n, k, sigma, scores } = randomProblem(row);
      if (n > 7) continue;
      const p = inclusionProbabilities(scores, sigma, noise, k);
      for (let i = 0; i < n; i++) {
        expect(Math.abs(p[i] - refined(scores, sigma, noise, k, i))).toBeLessThan(1e-10);
      }
    }
  });

  it('agree with 60,000 draws within four standard errors', () => {
    const scores = [1.2, 0.4, 0, -0.3, 1.1];
    const samples = 60_000;
    for (const k of [1, 3]) {
      const oracle = kSubset(5, k);
      const y = new Float64Array(5);
      const hits = new Float64Array(5);
      for (let m = 0; m < samples; m++) {
        oracle.argmax(
          scores.map((s, i) => s + 0.8 * noise.sample(rng.word(m, i, 1))),
          y,
        );
        for (let i = 0; i < 5; i++) hits[i] += y[i];
      }
      const p = inclusionProbabilities(scores, 0.8, noise, k);
      p.forEach((value, i) => {
        const error = Math.sqrt((value * (1 - value)) / samples);
        expect(Math.abs(hits[i] / samples - value)).toBeLessThan(4 * error);
      });
    }
  });

  it('tend to the hard argmax as sigma falls, ties sharing equally, and to k/n as it grows', () => {
    for (const sigma of [0, 1e-300, 1e-9]) {
      const p = inclusionProbabilities([3, 3, 1, 3, 5], sigma, noise, 2);
      [1 / 3, 1 / 3, 0, 1 / 3, 1].forEach((value, i) => expect(p[i]).toBeCloseTo(value, 10));
    }
    for (const k of [1, 3]) {
      const p = inclusionProbabilities([3, -2, 1, 0], 1e9, noise, k);
      p.forEach((value) => expect(value).toBeCloseTo(k / 4, 7));
    }
    expect([...inclusionProbabilities([4, 1], 2, noise, 2)]).toEqual([1, 1]);
    expect([...inclusionProbabilities([4], 2, noise)]).toEqual([1]);
  });

  it('have a Jacobian that is their derivative, symmetric, with rows of sum 0 and its signs', () => {
    // finite differences need a smooth integrand: the uniform law at places away from its kinks
    const scores = [0.9, 0.31, -0.2, 0.55];
    for (const k of [1, 2, 3]) {
      const jacobian = inclusionJacobian(scores, 1.3, noise, k);
      for (let i = 0; i < 4; i++) {
        let row = 0;
        for (let j = 0; j < 4; j++) {
          const moved = (h: number) => scores.map((s, l) => (l === j ? s + h : s));
          const slope = finiteDifference(
            (h) => inclusionProbabilities(moved(h), 1.3, noise, k)[i],
            0,
          );
          const entry = jacobian[i * 4 + j];
          expect(Math.abs(entry - slope)).toBeLessThan(1e-9);
          expect(entry).toBe(jacobian[j * 4 + i]);
          if (i === j) expect(entry).toBeGreaterThanOrEqual(0);
          else expect(entry).toBeLessThanOrEqual(0);
          row += entry;
        }
        expect(Math.abs(row)).toBeLessThan(1e-15);
      }
    }
  });
});

describe('inclusion probabilities in closed form', () => {
  it('are softmax(mu / (sigma*scale)) for Gumbel noise, by formula and by quadrature alike', () => {
    const noise = createNoise(noiseSpec('gumbel', 0, 3));
    for (let row = 0; row < 100; row++) {
      const { scores, sigma } = randomProblem(row);
      const wanted = softmax(scores.map((s) => s / (sigma * noise.scale)));
      const formula = inclusionProbabilities(scores, sigma, noise);
      const problem = standardise(scores, sigma, noise, 1);
      const { probabilities } = integrateInclusion(problem, laws.gumbel);
      wanted.forEach((p, i) => {
        expect(Math.abs(formula[i] - p)).toBeLessThan(1e-13);
        expect(Math.abs(probabilities[i] - p)).toBeLessThan(1e-11);
      });
    }
  });

  it('are sums of Plackett-Luce subset probabilities for Gumbel noise and k > 1', () => {
    const noise = createNoise(noiseSpec('gumbel'));
    const scores = [0.7, -1, 2.2, 0, 0.4, 1];
    for (const k of [2, 3, 5]) {
      const wanted = new Float64Array(6);
      const probabilities = subsetProbabilities(scores, k);
      [...kSubset(6, k).enumerate()].forEach((y, s) => {
        for (let i = 0; i < 6; i++) wanted[i] += y[i] * probabilities[s];
      });
      const got = inclusionProbabilities(scores, 1, noise, k);
      got.forEach((p, i) => expect(Math.abs(p - wanted[i])).toBeLessThan(1e-11));
    }
  });

  it('are Phi(difference / sqrt(2)) for two classes under normal noise', () => {
    const noise = createNoise(noiseSpec('normal'));
    for (const [difference, sigma] of [
      [0.1, 1],
      [3, 0.7],
      [-9, 2],
      [20, 4],
    ]) {
      const p = inclusionProbabilities([difference, 0], sigma, noise);
      expect(Math.abs(p[0] - normalCdf(difference / sigma / Math.SQRT2))).toBeLessThan(1e-13);
    }
  });

  it('are a triangle area for two classes under uniform noise', () => {
    const noise = createNoise(noiseSpec('uniform'));
    for (const d of [0, 0.3, 1, 1.9, 2, 5]) {
      const p = inclusionProbabilities([d, 0], 1, noise);
      expect(p[1]).toBeCloseTo(Math.max(0, 2 - d) ** 2 / 8, 13);
    }
  });

  it('name what is wrong with their arguments', () => {
    const noise = createNoise(noiseSpec('normal'));
    expect(() => inclusionProbabilities([1, NaN], 1, noise)).toThrow('scores[1]');
    expect(() => inclusionProbabilities([1, 2], -1, noise)).toThrow('got -1');
    expect(() => inclusionProbabilities([1, 2], 1, noise, 3)).toThrow(
      'k must be an integer from 1 to 2',
    );
    expect(() => inclusionJacobian([1, 2], 0, noise)).toThrow('sigma must be positive, got 0');
  });
});
