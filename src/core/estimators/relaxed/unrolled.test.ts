import { describe, expect, it } from 'vitest';
import { networkLoss, drawnNetwork } from '../../losses/network';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import type { Oracle } from '../../oracles/oracle';
import type { Relaxation } from '../../relaxations/relaxation';
import { neuralSortSubset, relaxedSubset, sinkhornMatching } from '../../relaxations/unrolled';
import { expectOwnGradient } from '../testing/estimates';
import { dot } from '../../vector';
import { relaxedMeanOf } from './relaxed-mean';
import { stochasticSoftmaxOf } from './stochastic-softmax';

/** Relaxation, structures, and a t that is small for it: Sinkhorn takes as many iterations as 1/t is large. */
const cases: readonly (readonly [Relaxation, Oracle, number])[] = [
  [relaxedSubset(6, 2), kSubset(6, 2), 1e-4],
  [neuralSortSubset(6, 2), kSubset(6, 2), 1e-4],
  [neuralSortSubset(4, 1), kSubset(4, 1), 1e-4],
  [sinkhornMatching(3, 1000), matching(3), 0.02],
];

describe.each(cases.map((c) => [c[0].name, ...c] as const))(
  '%s by its steps',
  (_, relaxation, oracle, least) => {
    const { dim } = relaxation;
    const scores = Float64Array.from({ length: dim }, (_, i) => Math.sin(5 * i));
    const network = { scores, sigma: 0.9, loss: networkLoss(drawnNetwork(dim, 7)) };

    it('is a stochastic softmax trick, with the gradient of its loss', () => {
      expectOwnGradient(relaxedMeanOf(relaxation, { t: 0.8 }), network, 0);
      const trick = stochasticSoftmaxOf(relaxation, { t: 0.8 });
      for (let index = 0; index < 5; index++) expectOwnGradient(trick, network, index);
    });

    it('comes to the best structure as t falls', () => {
      const y = new Float64Array(dim);
      const structures = [...oracle.enumerate()];
      let [seen, seed] = [0, 0];
      while (seen < 10) {
        const theta = Float64Array.from({ length: dim }, (_, i) => 3 * Math.sin(7 * i + seed));
        seed++;
        // best by far, against t
        const [best, next] = structures
          .map((z) => ({ z, score: dot(theta, z) }))
          .sort((a, b) => b.score - a.score);
        if (best.score - next.score < 30 * least) continue;
        seen++;
        relaxation.forward(theta, least, y);
        y.forEach((v, i) => expect(v).toBeCloseTo(best.z[i], 2));
      }
    });

    it('is finite and whole for scores of any scale, and ties', () => {
      const y = new Float64Array(dim);
      const total = [...oracle.enumerate()][0].reduce((sum, v) => sum + v, 0);
      for (const scale of [0, 1e-300, 1e-6, 1e6, 1e300]) {
        for (const t of [1e-10, 1, 1e6]) {
          const theta = scores.map((s) => Math.round(2 * s) * scale);
          relaxation.forward(theta, t, y);
          expect(y.reduce((sum, v) => sum + v, 0)).toBeCloseTo(total, 9);
          const back = new Float64Array(dim);
          relaxation.backward(scores, back);
          expect(back.every((g) => Number.isFinite(g))).toBe(true);
        }
      }
    });

    it('names what is wrong', () => {
      const out = new Float64Array(dim);
      expect(() => relaxation.forward(scores, 0, out)).toThrow('t must be positive');
      expect(() => relaxation.forward([NaN, ...scores.slice(1)], 1, out)).toThrow('theta[0]');
      expect(() => relaxation.backward([1], out)).toThrow(`dy must have ${dim} entries, got 1`);
      expect(() => relaxation.forward(scores, 1, new Float64Array(1))).toThrow('out must have');
    });
  },
);

it('sizes that do not fit are named', () => {
  expect(() => relaxedSubset(3, 4)).toThrow('k must be at most n = 3, got 4');
  expect(() => neuralSortSubset(3, 0)).toThrow('k must be a positive integer, got 0');
  expect(() => sinkhornMatching(3, 0)).toThrow('iterations must be a positive integer, got 0');
});
