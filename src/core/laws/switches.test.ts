import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { streamNoise } from '../estimators/estimator';
import { perturbedMaximiser } from '../estimators/perturbed-maximiser';
import { softplus } from '../logistic';
import { laws, lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { listed } from '../oracles/listed/listed';
import { createRng } from '../rng/rng';
import { perturbedSwitches } from './switches';

const scores = [0.7, -0.2, 1.4];
const all = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [bits & 1, (bits >> 1) & 1, bits >> 2]);

describe.each(lawNames)('switches under %s noise', (law) => {
  const noise = createNoise(noiseSpec(law));

  it('are on as often, and worth as much, as draws say', () => {
    const exact = perturbedSwitches(scores, 0.8, noise);
    const source = streamNoise(createRng(3, 'switches'), noise, 3, 20_000);
    const drawn = perturbedMaximiser(listed(all), scores, 0.8, source, noise);
    exact.mean.forEach((p, i) => {
      expect(Math.abs(drawn.mean.value[i] - p)).toBeLessThan(
        4 * drawn.mean.standardError[i] + 1e-12,
      );
    });
    const { value, standardError } = drawn.maximum;
    expect(Math.abs(value - exact.maximum)).toBeLessThan(4 * standardError);
  });

  it('have a maximum whose gradient is the mean', () => {
    const at = perturbedSwitches(scores, 0.8, noise);
    const slope = finiteDifferenceGradient(
      (mu) => perturbedSwitches(mu, 0.8, noise).maximum,
      scores,
    );
    slope.forEach((value, i) => expect(value).toBeCloseTo(at.mean[i], 8));
  });

  // the uniform law has no density at its ends
  if (law === 'uniform') return;
  it('have a mean whose gradient is the Jacobian', () => {
    const { jacobian } = perturbedSwitches(scores, 0.8, noise);
    for (let i = 0; i < 3; i++) {
      const mean = (mu: Float64Array) => perturbedSwitches(mu, 0.8, noise).mean[i];
      finiteDifferenceGradient(mean, scores).forEach((value, j) => {
        expect(value).toBeCloseTo(jacobian[i * 3 + j], 9);
      });
    }
  });
});

describe('switches in closed form', () => {
  it('are worth a softplus under logistic noise, and what the bend of the normal law says', () => {
    const logistic = perturbedSwitches([0.3], 2, createNoise(noiseSpec('logistic')));
    expect(logistic.maximum).toBeCloseTo(2 * softplus(0.15), 9);
    const normal = perturbedSwitches([0.3], 2, createNoise(noiseSpec('normal')));
    const { cdf, density } = laws.normal;
    expect(normal.maximum).toBeCloseTo(0.3 * cdf(0.15) + 2 * density(0.15), 9);
  });

  it('are what the scores say where there is hardly any noise', () => {
    const { mean, maximum } = perturbedSwitches(scores, 1e-3, createNoise(noiseSpec('gumbel')));
    expect([...mean]).toEqual([1, 0, 1]);
    expect(maximum).toBeCloseTo(2.1, 9);
  });
});
