import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../check/finite-differences';
import { compositeRule } from '../laws/quadrature';
import { createRng } from '../rng/rng';
import { EULER_GAMMA, lawNames, laws } from './laws';
import { createNoise, noiseSpec, type NoiseSpec } from './noise';

describe.each(lawNames)('the standard %s law', (name) => {
  const law = laws[name];
  const [low, high] = law.support;
  const breaks = Array.from({ length: 65 }, (_, i) => low + ((high - low) * i) / 64);
  const { nodes, weights } = compositeRule(breaks);
  const integral = (f: (z: number) => number) =>
    nodes.reduce((sum, z, q) => sum + weights[q] * f(z) * law.density(z), 0);

  it('has a density of integral 1 and the stated mean and variance', () => {
    expect(integral(() => 1)).toBeCloseTo(1, 13);
    expect(integral((z) => z)).toBeCloseTo(law.mean, 12);
    expect(integral((z) => (z - law.mean) ** 2)).toBeCloseTo(law.variance, 11);
  });

  it('has a distribution function that the quantile inverts', () => {
    for (let cell = 0; cell < 1000; cell++) {
      const u = (cell + 0.5) / 1000;
      expect(Math.abs(law.cdf(law.quantile(u)) - u)).toBeLessThan(4e-16);
    }
  });

  it('has the density as the derivative of its distribution function', () => {
    for (let z = -0.9; z < 0.9; z += 0.13) {
      expect(finiteDifference(law.cdf, z)).toBeCloseTo(law.density(z), 10);
    }
  });

  it('has the score function as the derivative of its log density', () => {
    const logDensity = (z: number) => Math.log(law.density(z));
    for (let z = -0.9; z < 0.9; z += 0.13) {
      expect(finiteDifference(logDensity, z)).toBeCloseTo(law.scoreFunction(z), 9);
    }
  });

  it('has a density below 1e-18 of its maximum outside of its support', () => {
    let largest = 0;
    for (const z of nodes) largest = Math.max(largest, law.density(z));
    for (const z of [low - 1e-9, high + 1e-9]) expect(law.density(z)).toBeLessThan(1e-18 * largest);
  });

  it('has a quantile that keeps its accuracy next to 0', () => {
    const u = 1e-20;
    if (name !== 'uniform') expect(law.cdf(law.quantile(u)) / u).toBeCloseTo(1, 12);
  });
});

describe.each(lawNames)('noise of the %s law', (law) => {
  it('is drawn with the mean and variance asked for', () => {
    const noise = createNoise(noiseSpec(law, 0.5, 3));
    expect(noise.mean).toBeCloseTo(0.5, 14);
    expect(noise.variance).toBeCloseTo(3, 14);
    const rng = createRng(3, 'moments');
    const samples = 100_000;
    let sum = 0;
    let squares = 0;
    for (let m = 0; m < samples; m++) {
      const gamma = noise.sample(rng.word(m, 0)) - 0.5;
      sum += gamma;
      squares += gamma * gamma;
    }
    // standard deviations of the two means: sqrt(3/M), and at most sqrt(kurtosis) 3/sqrt(M)
    expect(Math.abs(sum / samples)).toBeLessThan(4 * Math.sqrt(3 / samples));
    expect(Math.abs(squares / samples - 3)).toBeLessThan(
      (4 * Math.sqrt(5.4 - 1) * 3) / Math.sqrt(samples),
    );
  });

  it('shifts and scales density, distribution and score function', () => {
    const standard = laws[law];
    const noise = createNoise({ law, location: 2, scale: 4 });
    expect(noise.cdf(3)).toBe(standard.cdf(0.25));
    expect(noise.density(3)).toBe(standard.density(0.25) / 4);
    expect(noise.scoreFunction(3)).toBe(standard.scoreFunction(0.25) / 4);
    expect(noise.support).toEqual(standard.support.map((z) => 2 + 4 * z));
  });

  it('is finite for the extreme words of the generator', () => {
    const noise = createNoise(noiseSpec(law));
    for (const word of [0, 0xffffffff]) expect(noise.sample(word)).toSatisfy(Number.isFinite);
  });
});

describe('noiseSpec', () => {
  it('gives the zero-mean Gumbel of the paper by default and the standard one by its mean', () => {
    expect(noiseSpec('gumbel')).toEqual({ law: 'gumbel', scale: 1, location: -EULER_GAMMA });
    expect(noiseSpec('gumbel', EULER_GAMMA)).toEqual({ law: 'gumbel', scale: 1, location: 0 });
  });

  it('rejects a variance that is not positive', () => {
    expect(() => noiseSpec('normal', 0, 0)).toThrow('variance must be positive: 0');
  });
});

describe('createNoise', () => {
  it('rejects an unknown law, an infinite location and a scale that is not positive', () => {
    const spec = (change: object) =>
      ({ law: 'normal', location: 0, scale: 1, ...change }) as NoiseSpec;
    expect(() => createNoise(spec({ law: 'cauchy' }))).toThrow('unknown noise law "cauchy"');
    expect(() => createNoise(spec({ law: 'constructor' }))).toThrow('unknown noise law');
    expect(() => createNoise(spec({ location: Infinity }))).toThrow('location must be finite');
    expect(() => createNoise(spec({ scale: 0 }))).toThrow('scale must be positive');
  });
});
