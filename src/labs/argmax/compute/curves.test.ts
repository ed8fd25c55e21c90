import { describe, expect, it } from 'vitest';
import { softmax } from '../../../core/laws/gibbs';
import { lawNames, type LawName } from '../../../core/noise/laws';
import { noiseSpec, type NoiseSpec } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import { createCurveSource } from './curves';

const problem: ArgmaxProblem = {
  scores: [1, 0.2, -1, 0.5],
  k: 1,
  sigma: 0.7,
  epsilon: -1,
  loss: [0, 1, 1, 1],
  noise: noiseSpec('gumbel'),
  seed: 5,
};
const entries = lawNames.map((law) => [law, noiseSpec(law)]);
const compared = Object.fromEntries(entries) as Record<LawName, NoiseSpec>;

describe('the exact curves', () => {
  it('give the expected loss of the Gibbs law at every sigma, between its limits', () => {
    const { lossCurve } = createCurveSource()(problem, compared);
    lossCurve.sigmas.forEach((sigma, i) => {
      const p = softmax(problem.scores.map((mu) => mu / sigma));
      expect(lossCurve.values[i]).toBeCloseTo(1 - p[0], 9);
    });
    expect(lossCurve.deterministic).toBe(0);
    expect(lossCurve.uniform).toBe(0.75);
  });

  it('lead the expected predictor of every law from its vertex to the centre', () => {
    const { paths } = createCurveSource()(problem, compared);
    expect(paths.classes).toEqual([0, 1, 3]);
    for (const { points } of paths.laws) {
      expect(points[0][0]).toBeCloseTo(1, 6);
      points.at(-1)!.forEach((p) => expect(p).toBeCloseTo(1 / 3, 1));
    }
  });

  it('show a bias that vanishes and a variance that explodes as epsilon goes to 0, on both sides', () => {
    const { negative, positive } = createCurveSource()(problem, compared);
    for (const side of [negative, positive]) {
      const last = side.epsilons.length - 1;
      expect(side.biasSquaredScores[0]).toBeLessThan(1e-6);
      expect(side.biasSquaredScores[last]).toBeGreaterThan(1e-3);
      expect(side.varianceScores![0]).toBeGreaterThan(1e3 * side.varianceScores![last]);
    }
  });

  it('keeps what does not depend on the knob that moved', () => {
    const curves = createCurveSource();
    const first = curves(problem, compared);
    const epsilonMoved = curves({ ...problem, epsilon: 2 }, compared);
    expect(epsilonMoved.negative).toBe(first.negative);
    const sigmaMoved = curves({ ...problem, sigma: 2 }, compared);
    expect(sigmaMoved.lossCurve).toBe(first.lossCurve);
    expect(sigmaMoved.paths).toBe(first.paths);
    expect(sigmaMoved.negative).not.toBe(first.negative);
    const scoreMoved = curves({ ...problem, scores: [0, 0, 0, 0] }, compared);
    expect(scoreMoved.lossCurve).not.toBe(first.lossCurve);
  });
});
