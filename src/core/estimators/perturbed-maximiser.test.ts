import { describe, expect, it } from 'vitest';
import { expectation } from '../check/enumeration';
import { rankingProbabilities } from '../check/structure-laws';
import { expectedMaximum } from '../laws/expected-maximum';
import { inclusionProbabilities } from '../laws/inclusion';
import { inclusionJacobian } from '../laws/jacobian';
import { createNoise, noiseSpec } from '../noise/noise';
import { kSubset } from '../oracles/k-subset/k-subset';
import { ranking } from '../oracles/ranking/ranking';
import { createRng } from '../rng/rng';
import { streamNoise, type VectorEstimate } from './estimator';
import { fenchelYoung } from './fenchel-young';
import { perturbedMaximiser, type ControlVariate } from './perturbed-maximiser';

const theta = [0.9, 0.3, -0.2, 0.6];
const sigma = 0.8;
const samples = 20_000;
const rng = createRng(8, 'perturbed-tests');

const DRAWS = 200_000;

function expectNear({ value, standardError }: VectorEstimate, wanted: ArrayLike<number>): void {
  value.forEach((v, i) => {
    expect(Math.abs(v - wanted[i])).toBeLessThan(4.5 * standardError[i] + 1e-12);
  });
}

const controls: [string, ControlVariate][] = [
  ['no control variate', 'none'],
  ['the mean of the others', 'leave-one-out'],
  ['a constant baseline', [0.5, 0.5, 0.5, 0.5]],
];

describe.each(['gumbel', 'normal', 'logistic'] as const)('perturbed maximiser, %s noise', (law) => {
  const noise = createNoise(noiseSpec(law));
  const source = streamNoise(rng, noise, 4, samples);
  const solve = (k: number, from = source) =>
    perturbedMaximiser(kSubset(4, k), theta, sigma, from, noise);
  const many = streamNoise(rng, noise, 4, DRAWS);

  it('has the exact mean and maximum over 200,000 draws', () => {
    for (const k of [1, 2]) {
      const result = solve(k, many);
      expectNear(result.mean, inclusionProbabilities(theta, sigma, noise, k));
      const gap = result.maximum.value - expectedMaximum(theta, sigma, noise, k);
      expect(Math.abs(gap)).toBeLessThan(4.5 * result.maximum.standardError);
    }
  });

  it.each(controls)(
    'has the exact Jacobian and its products over 200,000 draws with %s',
    (_, control) => {
      const result = solve(2, many);
      const exact = inclusionJacobian(theta, sigma, noise, 2);
      expectNear(result.jacobian(control), exact);
      const v = [1, -2, 0.5, 3];
      const product = v.map((_, i) => v.reduce((sum, x, j) => sum + exact[i * 4 + j] * x, 0));
      expectNear(result.vjp(v, control), product);
      expectNear(result.jvp(v, control), product);
    },
  );

  it('has products that are those of its own Jacobian', () => {
    const result = solve(1);
    const jacobian = result.jacobian('leave-one-out').value;
    const v = [1, -2, 0.5, 3];
    const vjp = result.vjp(v, 'leave-one-out').value;
    const jvp = result.jvp(v, 'leave-one-out').value;
    for (let i = 0; i < 4; i++) {
      let [row, column] = [0, 0];
      for (let j = 0; j < 4; j++) {
        row += jacobian[i * 4 + j] * v[j];
        column += jacobian[j * 4 + i] * v[j];
      }
      expect(jvp[i]).toBeCloseTo(row, 11);
      expect(vjp[i]).toBeCloseTo(column, 11);
    }
  });

  it('has smaller errors with the control variate when many classes are members', () => {
    const result = solve(3);
    const plain = result.jacobian('none').standardError;
    const controlled = result.jacobian('leave-one-out').standardError;
    const size = (errors: Float64Array) => Math.hypot(...errors);
    expect(size(controlled)).toBeLessThan(0.7 * size(plain));
  });

  it('has the Fenchel-Young gradient mean - truth, of the loss E max - <theta, truth>', () => {
    const result = solve(2);
    const truth = [1, 0, 0, 1];
    const found = fenchelYoung(kSubset(4, 2), theta, sigma, source, truth);
    const { loss, gradient } = found;
    result.mean.value.forEach((p, i) => expect(gradient.value[i]).toBeCloseTo(p - truth[i], 12));
    expect(loss.value).toBeCloseTo(result.maximum.value - 1.5, 10);
    expect(loss.standardError).toBeCloseTo(result.maximum.standardError, 10);
    expect(found).toMatchObject({ samples, oracleCalls: samples, lossEvaluations: 0 });
  });
});

describe('perturbedMaximiser', () => {
  const gumbel = createNoise(noiseSpec('gumbel'));
  const source = streamNoise(rng, gumbel, 4, 2000);

  it('ranks by the Plackett-Luce law under Gumbel noise', () => {
    const result = perturbedMaximiser(ranking(4), theta, sigma, source, gumbel);
    const p = rankingProbabilities(theta.map((t) => t / sigma));
    const wanted = theta.map((_, i) =>
      expectation(
        ranking(4),
        (_, s) => p[s],
        (y) => y[i],
      ),
    );
    expectNear(result.mean, wanted);
  });

  it('repeats itself exactly for the same seed', () => {
    const run = () =>
      perturbedMaximiser(kSubset(4, 1), theta, sigma, source, gumbel).vjp([1, 2, 3, 4]);
    expect(run()).toEqual(run());
  });

  it('names what is wrong with its arguments', () => {
    const oracle = kSubset(4, 1);
    const one = streamNoise(rng, gumbel, 4, 1);
    const uniform = createNoise(noiseSpec('uniform'));
    expect(() => perturbedMaximiser(oracle, theta, 0, source, gumbel)).toThrow('got 0');
    expect(() => perturbedMaximiser(oracle, [1, 2], 1, source, gumbel)).toThrow(
      'scores must have 4',
    );
    expect(() =>
      perturbedMaximiser(oracle, theta, 1, streamNoise(rng, gumbel, 3, 9), gumbel),
    ).toThrow('noise has 3 entries per sample, the oracle 4');
    const result = perturbedMaximiser(oracle, theta, 1, one, gumbel);
    expect(() => result.vjp([1])).toThrow('dy must have 4 entries, got 1');
    expect(() => result.jacobian('leave-one-out')).toThrow('needs at least 2 samples');
    expect(() => perturbedMaximiser(oracle, theta, 1, one, uniform).jacobian()).toThrow('uniform');
  });
});
