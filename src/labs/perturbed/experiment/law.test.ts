import { describe, expect, it } from 'vitest';
import { plackettLuce } from '../../../core/check/plackett-luce';
import { finiteDifferenceGradient } from '../../../core/check/finite-differences';
import type { PlanePoint } from '../../../core/laws/hull';
import { softmax } from '../../../core/laws/gibbs';
import { perturbedMaximiser } from '../../../core/estimators/perturbed-maximiser';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { drawsOf, frozenDraws, measure, winnersOf } from './draws';
import { exactLaw, exactShares } from './law';
import { inPlane, sceneOf, scoresAt, structureNames } from './structures';

const PENTAGON = [1, 0, 0.3, 0.9, -0.8, 0.6, -0.7, -0.5, 0.4, -1];
const AT: PlanePoint = [0.6, -0.3];
const SIGMA = 0.8;
const DRAWS = 8000;
const laws = ['gumbel', 'normal', 'logistic'] as const;

describe.each(structureNames)('%s', (name) => {
  const scene = sceneOf(name, PENTAGON);

  describe.each(laws)('under %s noise', (law) => {
    const noise = createNoise(noiseSpec(law));
    const exact = exactLaw(scene, AT, SIGMA, noise);

    it('has a law that draws agree with, or none where there is no closed form', () => {
      expect(exact === null).toBe(name === 'paths' || (name === 'polygon' && law !== 'normal'));
      if (!exact) return;
      const source = drawsOf(scene, noise, 5, DRAWS);
      const drawn = perturbedMaximiser(scene.oracle, scoresAt(scene, AT), SIGMA, source, noise);
      exact.mean.forEach((m, i) => {
        const off = Math.abs(drawn.mean.value[i] - m);
        expect(off).toBeLessThan(4 * drawn.mean.standardError[i]);
      });
      const { value, standardError } = drawn.maximum;
      expect(Math.abs(value - exact.maximum)).toBeLessThan(4 * standardError);
    });

    it('has a maximum whose slope is the mean, and a mean whose slope is the Jacobian', () => {
      if (!exact) return;
      const slope = finiteDifferenceGradient(
        ([x, y]) => exactLaw(scene, [x, y], SIGMA, noise)!.maximum,
        AT,
      );
      inPlane(scene, exact.mean).forEach((m, i) => expect(slope[i]).toBeCloseTo(m, 7));
      const d = scene.oracle.dim;
      for (let i = 0; i < d; i++) {
        const row = exact.jacobian().subarray(i * d, (i + 1) * d);
        const found = finiteDifferenceGradient(
          ([x, y]) => exactLaw(scene, [x, y], SIGMA, noise)!.mean[i],
          AT,
        );
        inPlane(scene, row).forEach((value, a) => expect(found[a]).toBeCloseTo(value, 7));
      }
    });

    it('has shares that sum to 1, whose mean is that of the law, and that draws agree with', () => {
      const shares = exactShares(scene, AT, SIGMA, noise);
      if (!shares) return;
      expect(shares.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
      exact!.mean.forEach((m, i) => {
        const mean = scene.structures.reduce((sum, y, s) => sum + shares[s] * y[i], 0);
        expect(mean).toBeCloseTo(m, 8);
      });
      const draws = frozenDraws(scene, noise, 5, DRAWS);
      const found = measure(scene, winnersOf(scene, draws, AT, SIGMA)).shares;
      shares.forEach((p, s) => {
        const error = Math.sqrt((p * (1 - p)) / DRAWS);
        expect(Math.abs(found[s] - p)).toBeLessThan(4 * error + 1 / DRAWS);
      });
    });
  });
});

describe('closed forms', () => {
  const gumbel = createNoise(noiseSpec('gumbel'));

  it('are a softmax on the triangle, the law of Plackett and Luce on the permutahedron', () => {
    const triangle = sceneOf('simplex', []);
    const odds = scoresAt(triangle, AT).map((score) => score / SIGMA);
    const shares = exactShares(triangle, AT, SIGMA, gumbel)!;
    softmax(odds).forEach((p, s) => expect(shares[s]).toBeCloseTo(p, 14));
    const hexagon = sceneOf('ranking', []);
    const orders = exactShares(hexagon, AT, SIGMA, gumbel)!;
    hexagon.structures.forEach((ranks, s) => {
      const order = [2, 1, 0].map((rank) => ranks.indexOf(rank));
      expect(Math.log(orders[s])).toBeCloseTo(plackettLuce(odds, order).logProbability, 12);
    });
  });

  it('stand at the ends of sigma', () => {
    for (const name of structureNames) {
      if (name === 'paths') continue;
      const scene = sceneOf(name, PENTAGON);
      const noise = createNoise(noiseSpec('normal'));
      const quiet = exactShares(scene, AT, 0.001, noise);
      if (quiet) expect(Math.max(...quiet)).toBeCloseTo(1, 9);
      const { maximum } = exactLaw(scene, AT, 0.001, noise)!;
      const best = scene.oracle.argmax(scoresAt(scene, AT), new Float64Array(scene.oracle.dim));
      // 0 <= F_sigma - F <= sigma F_1(0)
      const { maximum: loud } = exactLaw(scene, [0, 0], 1, noise)!;
      expect(maximum - best).toBeGreaterThanOrEqual(-1e-12);
      expect(exactLaw(scene, AT, 1, noise)!.maximum - best).toBeLessThanOrEqual(loud);
    }
  });
});
