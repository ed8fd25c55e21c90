import { describe, expect, it } from 'vitest';
import { simulatePairs } from '../../../core/check/simulate';
import { directLossFromSums } from '../../../core/estimators/direct-loss-sums';
import { sectionsOf } from '../../../core/laws/sections';
import { createCurveSource } from '../compute/curves';
import { defaultsOf } from '../../../state/params';
import { comparedNoises, problemOf } from '../model';
import { argmaxTable, initial, normalise, type ArgmaxValues } from '../params';
import { biasVarianceData } from './BiasVarianceFigure';
import { ghostsOf, ghostSource } from './ghosts';
import { noiseDifferences, planeData } from './PlaneFigure';
import { secantData } from './SecantFigure';

/** The point is A; B and C are ghosts. */
const values = normalise({
  ...{ ...defaultsOf(argmaxTable), ...initial, epsilon: -1 },
  pins: [0.1, -1, 0.6, -0.3, 2, 3],
});
const B = { name: 'B', sigma: 0.6, epsilon: -0.3 };
const C = { name: 'C', sigma: 2, epsilon: 3 };

const softmax = (scores: readonly number[], sigma: number) => {
  const weights = scores.map((score) => Math.exp(score / sigma));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
};

/** The values with a pin as their point. */
const at = ({ sigma, epsilon }: typeof B): ArgmaxValues =>
  normalise({ ...values, sigma, epsilon, pin: 'A', pins: [sigma, epsilon] });

it('are the pins that are not the point', () => {
  expect(ghostsOf(values)).toEqual([B, C]);
  expect(ghostsOf(normalise({ ...values, ...C, pin: 'C' })).map(({ name }) => name)).toEqual([
    ...['A', 'B'],
  ]);
  expect(ghostsOf(at(B))).toEqual([]);
});

it('are computed anew where they or their problem change, not where the point moves', () => {
  let count = 0;
  const source = ghostSource(() => ({ call: ++count }));
  const shown = (now: ArgmaxValues) => source(problemOf(now), ghostsOf(now), '');
  expect(shown(values).map(({ call }) => call)).toEqual([1, 2]);
  expect(shown(normalise({ ...values, sigma: 0.4, epsilon: 2 }))).toBe(shown(values));
  expect(shown(normalise({ ...values, scores: [1, 0, -1] }))[0].call).toBe(3);
  expect(shown(normalise({ ...values, pins: [0.1, -1, 0.6, -0.4] }))[0].epsilon).toBe(-0.4);
});

describe('a ghost in the figure of the secant', () => {
  const { pins = [] } = secantData(sectionsOf(problemOf(values), 1), null, null, ghostsOf(values));

  it('has the loss and the mean slope of the softmax at its own sigma and epsilon', () => {
    [B, C].forEach(({ sigma, epsilon }, i) => {
      const { scores, losses, value, slope } = pins[i];
      const before = softmax(values.scores, sigma);
      const after = softmax([1 + epsilon, 0.9, -1 + epsilon], sigma);
      expect(value).toBeCloseTo(1 - before[1], 9);
      expect(slope).toBeCloseTo((after[1] - before[1]) / epsilon, 9);
      scores.forEach((score, n) =>
        expect(losses[n]).toBeCloseTo(1 - softmax([1, score, -1], sigma)[1], 9),
      );
    });
  });

  it('has no curve where that takes integrals, and its numbers all the same', () => {
    const other = normalise({ ...values, noise: 'normal' });
    const problem = { ...problemOf(other), ...B };
    const [ghost] = secantData(sectionsOf(problemOf(other), 1), null, null, ghostsOf(other)).pins!;
    expect(ghost.losses).toEqual([]);
    const { scores } = directLossFromSums(simulatePairs(problem, 200_000), B.epsilon);
    expect(Math.abs(ghost.slope - scores.value[1]) / scores.standardError[1]).toBeLessThan(4.5);
  });
});

it('has in the figure of bias and variance what is measured at its sigma and epsilon', () => {
  const curves = createCurveSource()(problemOf(values), comparedNoises(values));
  const pinsOf = (component: 'scores' | 'sigma') =>
    biasVarianceData({ ...values, component }, curves, null).pins!;
  [B, C].forEach((pin, i) => {
    const { scores, sigma } = directLossFromSums(
      simulatePairs(problemOf(at(pin)), 200_000),
      pin.epsilon,
    );
    const before = softmax(values.scores, pin.sigma);
    const mean = before[0] + before[2];
    const truth = before.map((p, n) => (p * (values.loss[n] - mean)) / pin.sigma);
    const found = pinsOf('scores')[i];
    // the squared distance of what was measured, without its own variance
    const own = scores.standardError.reduce((sum, se) => sum + se * se, 0);
    const distance = scores.value.reduce((sum, v, n) => sum + (v - truth[n]) ** 2, 0) - own;
    const doubt = 2 * 4.5 * Math.sqrt(own * (found.biasSquared + own));
    expect(Math.abs(found.biasSquared - distance)).toBeLessThan(doubt);
    expect(found.variance! / (own * 200_000)).toBeCloseTo(1, 1);
    const step = 1e-4;
    const lossAt = (s: number) => 1 - softmax(values.scores, s)[1];
    const slope = (lossAt(pin.sigma + step) - lossAt(pin.sigma - step)) / (2 * step);
    const bias = Math.sqrt(pinsOf('sigma')[i].biasSquared);
    expect(Math.abs(bias - Math.abs(sigma.value - slope))).toBeLessThan(4.5 * sigma.standardError);
    expect(pinsOf('sigma')[i].variance).toBeNull();
  });
});

it('has in the plane the share of the draws that differ there', () => {
  const draws = noiseDifferences(problemOf(values), [0, 1, 2]);
  const { pins = [] } = planeData(values, [0, 1, 2], draws);
  expect(pins.map(({ name }) => name)).toEqual(['B', 'C']);
  pins.forEach(({ differing }, i) => {
    const own = planeData(at([B, C][i]), [0, 1, 2], draws);
    expect(own.differing).toBe(differing);
    expect(Math.abs(own.tally.differing / draws.u.length - differing)).toBeLessThan(0.02);
  });
});
