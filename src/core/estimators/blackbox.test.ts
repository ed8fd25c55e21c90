import { describe, expect, it } from 'vitest';
import { directLoss } from './direct-loss';
import { explicitNoise } from './estimator';
import { blackbox } from './blackbox';
import { linearLoss } from '../losses/linear';
import { kSubset } from '../oracles/k-subset/k-subset';
import { oneHot } from '../oracles/one-hot/one-hot';

describe('blackbox differentiation', () => {
  it('of a linear loss is direct loss without noise, with epsilon = -lambda', () => {
    const scores = [0.3, 1.2, 0.9, -0.4, 1.0];
    const costs = [0.5, 2, 0.1, 1, 0.7];
    const oracle = kSubset(5, 2);
    for (const lambda of [0.2, 1, 5]) {
      const { gradient } = blackbox(oracle, scores, costs, lambda);
      const direct = directLoss({
        oracle,
        loss: linearLoss(costs),
        scores,
        sigma: 0,
        epsilon: -lambda,
        noise: explicitNoise([[0, 0, 0, 0, 0]], 5),
      });
      expect(Array.from(gradient, (g) => g + 0)).toEqual(
        Array.from(direct.scores.value, (g) => g + 0),
      );
    }
  });

  it('descends: the score of a costly prediction is lowered, that of a better one raised', () => {
    const { prediction, gradient } = blackbox(oneHot(3), [1, 0.9, 0], [1, 0, 0.5], 2);
    expect(Array.from(prediction)).toEqual([1, 0, 0]);
    expect(Array.from(gradient)).toEqual([0.5, -0.5, 0]);
  });

  it('asks for the upstream gradient at the prediction', () => {
    const { gradient } = blackbox(oneHot(2), [1, 0.5], (y) => y.map((entry) => 2 * entry), 1);
    expect(Array.from(gradient)).toEqual([1, -1]);
  });

  it('refuses a lambda or a gradient that can not be used, by name', () => {
    expect(() => blackbox(oneHot(2), [1, 0], [0, 0], 0)).toThrow('lambda');
    expect(() => blackbox(oneHot(2), [1], [0, 0], 1)).toThrow('scores must have 2 entries, got 1');
    expect(() => blackbox(oneHot(2), [1, 0], [0], 1)).toThrow('dy must have 2');
    expect(() => blackbox(oneHot(2), [1, 0], [0, NaN], 1)).toThrow('dy');
  });
});
