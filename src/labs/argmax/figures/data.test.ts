import { describe, expect, it } from 'vitest';
import { simulatePairs } from '../../../core/check/simulate';
import {
  lossCurve,
  estimatorCurve,
  expectedPaths,
  type ArgmaxCurves,
} from '../../../core/laws/curves';
import { defaultsOf } from '../../../state/params';
import type { Estimate, Sweep } from '../results';
import { comparedNoises, problemOf, sharpEnough, usable } from '../model';
import { argmaxTable, normalise, type ArgmaxValues } from '../params';
import { biasVarianceData } from './BiasVarianceFigure';
import { flipsData } from './FlipsFigure';
import { drawOf, frequencyData } from './FrequencyFigure';
import { gradientData } from './GradientFigure';
import { lossCurveData } from './LossFigure';
import { simplexData } from './SimplexFigure';
import { drawsShown } from './useFall';

function valuesWith(patch: Partial<ArgmaxValues>): ArgmaxValues {
  return normalise({ ...defaultsOf(argmaxTable), ...patch });
}

function estimateOf(values: ArgmaxValues, samples: number): Estimate {
  const problem = problemOf(values);
  const sums = simulatePairs(problem, samples);
  return { problem, sums, backend: 'cpu', adapter: '', milliseconds: 1, final: true };
}

function curvesOf(values: ArgmaxValues): ArgmaxCurves {
  const problem = problemOf(values);
  return {
    problem,
    lossCurve: lossCurve(problem),
    paths: expectedPaths(problem, comparedNoises(values)),
    negative: estimatorCurve(problem, -1),
    positive: estimatorCurve(problem, 1),
  };
}

describe('the figures of the argmax lab', () => {
  it('show in the microscope the very draws that the sampler counts', () => {
    const values = valuesWith({ scores: [1, 0.5, 0, -0.5], k: 2, noise: 'normal', sigma: 1.5 });
    const { sums } = estimateOf(values, 300);
    const hits = [0, 0, 0, 0];
    const hitsAugmented = [0, 0, 0, 0];
    for (let draw = 0; draw < 300; draw++) {
      const { winners, augmentedWinners } = drawOf({ ...values, draw });
      winners.forEach((wins, i) => (hits[i] += Number(wins)));
      augmentedWinners.forEach((wins, i) => (hitsAugmented[i] += Number(wins)));
    }
    expect(hits).toEqual([...sums.hits]);
    expect(hitsAugmented).toEqual([...sums.hitsAugmented]);
  });

  it('see the same noise in the draw and in its flips', () => {
    const values = valuesWith({ draw: 7, sigma: 3 });
    const { perturbation } = drawOf(values);
    const { gamma } = flipsData(values);
    Array.from(gamma).forEach((g, i) => expect(perturbation[i]).toBeCloseTo(3 * g, 12));
  });

  it('show draws one by one when a problem has come to rest, once, and when they are stepped through', () => {
    const rest = { problem: 'a', fallen: null, stepped: null, draw: 4, moving: false, may: true };
    expect(drawsShown(rest)).toEqual({ count: 100, steps: false });
    const none = { count: 0, steps: false };
    expect(drawsShown({ ...rest, fallen: 'a' })).toEqual(none);
    expect(drawsShown({ ...rest, fallen: 'b' }).count).toBe(100);
    expect(drawsShown({ ...rest, moving: true })).toEqual(none);
    // never by themselves where motion is not wanted, nothing is sampled or no one looks
    expect(drawsShown({ ...rest, may: false })).toEqual(none);
    const stepped = { ...rest, stepped: 'a', fallen: 'a 3' };
    expect(drawsShown({ ...stepped, may: false })).toEqual({ count: 5, steps: true });
    expect(drawsShown({ ...stepped, moving: true })).toEqual(none);
    expect(drawsShown({ ...stepped, draw: 100 })).toEqual(none);
    expect(drawsShown({ ...stepped, problem: 'b' })).toEqual({ count: 100, steps: false });
  });

  it('name the exact law for what it is', () => {
    expect(frequencyData(valuesWith({}), null, false).exactLabel).toBe('Gibbs law');
    const normal = frequencyData(valuesWith({ noise: 'normal' }), null, false);
    expect(normal.exactLabel).toBe('exact integral');
    expect(normal.gibbs).not.toBeNull();
    const subset = frequencyData(valuesWith({ scores: [1, 0, 0, 0], k: 2 }), null, false);
    expect(subset.exactLabel).toBe('exact integral');
    expect(Array.from(subset.exact!).reduce((a, b) => a + b)).toBeCloseTo(2, 9);
  });

  it('do not show samples of other structures', () => {
    const estimate = estimateOf(valuesWith({}), 100);
    expect(usable(estimate, problemOf(valuesWith({ sigma: 2 })))).toBe(estimate);
    expect(usable(estimate, problemOf(valuesWith({ scores: [1, 0] })))).toBeNull();
    expect(frequencyData(valuesWith({ scores: [1, 0] }), estimate, true).frequencies).toBeNull();
  });

  it('put the gradient estimate within five standard errors of its expectation', () => {
    for (const epsilon of [-2, 0.5]) {
      const values = valuesWith({ scores: [1, 0.2, -0.5, 0.4], epsilon, noise: 'logistic' });
      const { rows } = gradientData(values, estimateOf(values, 20_000));
      expect(rows).toHaveLength(5);
      for (const { estimate, standardError, expected } of rows) {
        expect(Math.abs(estimate! - expected!)).toBeLessThan(5 * standardError!);
      }
    }
  });

  it('draw the expected loss through the exact value at the current sigma', () => {
    const values = valuesWith({ sigma: 1 });
    const data = lossCurveData(values, curvesOf(values), null);
    const nearest = data.sigmas.findIndex((sigma) => Math.abs(sigma - 1) < 1e-9);
    expect(data.losses[nearest]).toBeCloseTo(data.exact!, 12);
  });

  it('put the current point of every law on its path', () => {
    const values = valuesWith({ sigma: 1 });
    const data = simplexData(values, curvesOf(values).paths, null);
    const at = data.paths[0].sigmas.findIndex((sigma) => Math.abs(sigma - 1) < 1e-9);
    for (const { points, current } of data.paths) {
      points[at].forEach((p, i) => expect(current![i]).toBeCloseTo(p, 9));
    }
  });

  it('measure a variance that agrees with the exact one, and stay silent without differences', () => {
    const values = valuesWith({ scores: [0.5, 0, -0.5], sigma: 1 });
    const problem = problemOf(values);
    const curves = curvesOf(values);
    const points = [-1, 1e-6].map((epsilon) => ({
      epsilon,
      sums: simulatePairs({ ...problem, epsilon }, 20_000),
    }));
    const sweep: Sweep = { problem, points };
    const { monteCarlo, negative } = biasVarianceData(values, curves, sweep);
    const nearest = negative.epsilon.findIndex((epsilon) => epsilon > 0.9 && epsilon < 1.1);
    expect(monteCarlo[0].variance! / negative.variance![nearest]).toBeCloseTo(1, 1);
    expect(monteCarlo[1]).toEqual({ epsilon: 1e-6, biasSquared: null, variance: null });
  });

  it('are sharp after many samples and not after few', () => {
    const values = valuesWith({ scores: [2, 0, -2], epsilon: -3 });
    expect(sharpEnough(estimateOf(values, 2000))).toBe(false);
    const few = estimateOf(values, 2000);
    const scaled = structuredClone(few);
    const grow = (list: Float64Array) => list.forEach((entry, i) => (list[i] = 2000 * entry));
    [scaled.sums.hits, scaled.sums.hitsAugmented, scaled.sums.joint].forEach(grow);
    Object.assign(scaled.sums, {
      samples: 2000 * 2000,
      gap: 2000 * few.sums.gap,
      gapSquared: 2000 * few.sums.gapSquared,
    });
    expect(sharpEnough(scaled)).toBe(true);
  });
});
