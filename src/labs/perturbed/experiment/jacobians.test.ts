import { describe, expect, it } from 'vitest';
import { exactJacobian, extend, formNames, jacobiansOf, type PerturbedProblem } from './jacobians';
import { priceAt } from './price';
import { structureNames } from './structures';

const problem = (structure: PerturbedProblem['structure']): PerturbedProblem => ({
  structure,
  vertices: [1, 0, 0.3, 0.9, -0.8, 0.6, -0.7, -0.5, 0.4, -1],
  scores: [0.6, -0.3],
  ...{ sigma: 1, noise: 'normal', seed: 4 },
});

const rms = (values: Float64Array) =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe.each(structureNames.filter((name) => name !== 'paths'))(
  'ways to the Jacobian of %s',
  (name) => {
    const exact = exactJacobian(problem(name))!;

    it('have no bias', () => {
      const { estimates } = jacobiansOf(problem(name), 0, 6000);
      for (const form of formNames) {
        estimates[form].value.forEach((value, e) => {
          const error = 4.5 * estimates[form].standardError[e];
          expect(Math.abs(value - exact[e]), `${form} ${e}`).toBeLessThan(error);
        });
      }
    });

    it('join blocks of draws to what all of them at once would give', () => {
      const once = extend(problem(name), null, 300);
      const twice = extend(problem(name), extend(problem(name), null, 100), 200);
      expect(twice.samples).toBe(300);
      for (const form of formNames) {
        twice.sums[form].forEach((sum, e) => expect(sum).toBeCloseTo(once.sums[form][e], 8));
      }
    });

    it('cost what their variance says', () => {
      const { variance, size } = priceAt(problem(name), 1, 3000);
      expect(size).toBeCloseTo(rms(exact) * Math.sqrt(exact.length), 12);
      expect(variance.symmetric).toBeLessThan(variance.structures);
      expect(variance.centred).toBeLessThan(variance.maxima);
      // the error of 50 estimates of 20 draws, beside what one of 20 draws should have
      let squares = 0;
      for (let i = 0; i < 50; i++) {
        const { value } = jacobiansOf(problem(name), 5000 + 20 * i, 20).estimates.structures;
        squares += value.reduce((sum, v, e) => sum + (v - exact[e]) ** 2, 0) / 50;
      }
      expect(Math.sqrt(squares / (variance.structures / 20))).toBeGreaterThan(0.75);
      expect(Math.sqrt(squares / (variance.structures / 20))).toBeLessThan(1.3);
    });
  },
);

it('of paths have no law, and one expectation', () => {
  const paths = problem('paths');
  expect(exactJacobian(paths)).toBeNull();
  const { estimates } = jacobiansOf(paths, 0, 3000);
  const { value, standardError } = estimates.symmetric;
  estimates.centred.value.forEach((other, e) => {
    const error = Math.hypot(standardError[e], estimates.centred.standardError[e]);
    expect(Math.abs(other - value[e])).toBeLessThan(4.5 * error + 1e-12);
  });
});

it('the price has the ends of sigma', () => {
  const quiet = priceAt({ ...problem('ranking'), scores: [0.6, -1] }, 0.01, 200);
  expect(quiet.way).toBeLessThan(1e-6);
  expect(quiet.size).toBeLessThan(1e-6);
  const loud = priceAt(problem('ranking'), 100, 200);
  expect(loud.way).toBeGreaterThan(0.95);
  expect(priceAt({ ...problem('polygon'), noise: 'gumbel' }, 1, 500).size).toBeGreaterThan(0.1);
});
