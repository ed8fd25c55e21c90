import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../../core/check/finite-differences';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { exactLaw } from './law';
import { countPicks, crossEntropyGradient, perceptronGradient } from './picks';
import { inPlane, sceneOf } from './structures';

const scene = sceneOf('simplex', []);
const gumbel = createNoise(noiseSpec('gumbel'));
const problem = { scores: [0.7, -0.9], sigma: 0.6, seed: 5 } as const;

describe('cross-entropy in disguise', () => {
  it('has the gradient of the Fenchel-Young loss under Gumbel noise', () => {
    for (const sigma of [0.05, 0.6, 20]) {
      const { mean } = exactLaw(scene, problem.scores, sigma, gumbel)!;
      const slopes = crossEntropyGradient({ ...problem, sigma }, 1);
      slopes.forEach((slope, i) => expect(slope).toBeCloseTo(mean[i] - Number(i === 1), 14));
    }
  });

  it('is the slope of sigma times the cross-entropy of the scores over sigma', () => {
    const { sigma } = problem;
    const loss = ([x, y]: ArrayLike<number> & Iterable<number>) =>
      exactLaw(scene, [x, y], sigma, gumbel)!.maximum -
      x * scene.places[1][0] -
      y * scene.places[1][1];
    const slope = finiteDifferenceGradient(loss, problem.scores);
    inPlane(scene, crossEntropyGradient(problem, 1)).forEach((g, i) => {
      expect(g).toBeCloseTo(slope[i], 8);
    });
  });

  it('is the mean of pick minus truth, also in blocks', () => {
    const samples = 40_000;
    const counts = countPicks(problem, 0, samples);
    const slopes = crossEntropyGradient(problem, 2);
    counts.forEach((count, i) => {
      const p = slopes[i] + Number(i === 2);
      const error = Math.sqrt((p * (1 - p)) / samples);
      expect(Math.abs(count / samples - p)).toBeLessThan(4 * error);
    });
    const [first, rest] = [countPicks(problem, 0, 100), countPicks(problem, 100, 900)];
    expect(first.map((count, i) => count + rest[i])).toEqual(countPicks(problem, 0, 1000));
  });

  it('without noise is the perceptron, the limit of little', () => {
    expect([...perceptronGradient([0, 1], 1)]).toEqual([1, -1, 0]);
    const near = crossEntropyGradient({ scores: [0, 1], sigma: 1e-3 }, 1);
    perceptronGradient([0, 1], 1).forEach((slope, i) => expect(near[i]).toBeCloseTo(slope, 12));
  });
});
