import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../check/finite-differences';
import { inclusionProbabilities } from '../laws/inclusion';
import { inclusionJacobian } from '../laws/jacobian';
import { perturbedRanking } from '../laws/perturbed-ranking';
import { createNoise, noiseSpec } from '../noise/noise';
import { kSubset } from '../oracles/k-subset/k-subset';
import { ranking } from '../oracles/ranking/ranking';
import { createRng } from '../rng/rng';
import { explicitNoise, streamNoise, type VectorEstimate } from './estimator';
import { perturbedMaximiser } from './perturbed-maximiser';
import { perturbedMaximum } from './perturbed-maximum';

const theta = [0.9, 0.3, -0.2, 0.6];
const sigma = 0.8;
const DRAWS = 200_000;
const rng = createRng(9, 'perturbed-maximum');
const variance = ({ standardError }: VectorEstimate) =>
  standardError.reduce((sum, error) => sum + error * error, 0);

function expectNear({ value, standardError }: VectorEstimate, wanted: ArrayLike<number>): void {
  value.forEach((v, i) => {
    expect(Math.abs(v - wanted[i])).toBeLessThan(4.5 * standardError[i]);
  });
}

describe.each(['gumbel', 'normal', 'logistic'] as const)('derivatives under %s noise', (law) => {
  const noise = createNoise(noiseSpec(law, 0.1, 1.3));
  const source = streamNoise(rng, noise, 4, 8_000);
  const subset = kSubset(4, 2);
  const exact = inclusionJacobian(theta, sigma, noise, 2);

  it('of the maximum are the exact mean and Jacobian over 200,000 draws, with the baseline and without', () => {
    const many = streamNoise(rng, noise, 4, DRAWS);
    for (const baseline of [true, false]) {
      const found = perturbedMaximum(subset, theta, sigma, many, noise, baseline);
      expectNear(found.gradient, inclusionProbabilities(theta, sigma, noise, 2));
      expectNear(found.hessian, exact);
      expect(found.oracleCalls).toBe(DRAWS + Number(baseline));
    }
    const ranks = perturbedMaximum(ranking(4), theta, sigma, source, noise);
    const { mean, jacobian } = perturbedRanking(theta, sigma, noise);
    expectNear(ranks.gradient, mean);
    expectNear(ranks.hessian, jacobian);
  });

  it('of the mean, made symmetric, are exact and vary less', () => {
    const found = perturbedMaximiser(subset, theta, sigma, source, noise);
    for (const control of ['none', 'leave-one-out'] as const) {
      const symmetric = found.symmetricJacobian(control);
      expectNear(symmetric, exact);
      expect(variance(symmetric)).toBeLessThan(variance(found.jacobian(control)));
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < i; j++) {
          expect(symmetric.value[i * 4 + j]).toBe(symmetric.value[j * 4 + i]);
        }
      }
    }
  });

  it('vary most from the maximum, less by its baseline, least from structures', () => {
    const far = theta.map((score) => score + 3);
    const [without, based] = [false, true].map((baseline) =>
      variance(perturbedMaximum(subset, far, sigma, source, noise, baseline).hessian),
    );
    const structures = perturbedMaximiser(subset, far, sigma, source, noise).jacobian();
    expect(based).toBeLessThan(without / 4);
    expect(variance(structures)).toBeLessThan(based);
  });

  it('weigh by the slope of nu', () => {
    // one class: the maximum is theta + sigma z itself, so a draw tells the weight
    for (const z of [-1.2, 0.3, 2]) {
      const { hessian } = perturbedMaximum(kSubset(1, 1), [1], 1, explicitNoise([[z]], 1), noise);
      const nu = -noise.scoreFunction(z);
      const slope = finiteDifference((x) => -noise.scoreFunction(x), z);
      expect(hessian.value[0]).toBeCloseTo(z * (nu * nu - slope), 9);
    }
  });
});

it('the perturbed maximum refuses uniform noise and arguments that do not fit', () => {
  const noise = createNoise(noiseSpec('normal'));
  const source = streamNoise(rng, noise, 4, 2);
  const of =
    (scores: number[], scale: number, from = source, law = noise) =>
    () =>
      perturbedMaximum(kSubset(4, 2), scores, scale, from, law);
  expect(of(theta, 1, source, createNoise(noiseSpec('uniform')))).toThrow(
    'uniform noise has no score function',
  );
  expect(of([0], 1)).toThrow('scores must have 4 entries, got 1');
  expect(of(theta, 0)).toThrow('sigma must be positive and finite, got 0');
  expect(of(theta, 1, streamNoise(rng, noise, 3, 2))).toThrow('noise has 3 entries');
});
