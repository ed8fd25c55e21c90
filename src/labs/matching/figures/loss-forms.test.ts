import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatNumber } from '../../../charts/shared/format';
import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { squaredError } from '../../../core/losses/sorting';
import { toSequence, uniformSequences } from '../experiment/data';
import { lossFormsData, lossFormsTitle, wrongCosts } from './loss-forms';

const sequence = toSequence([0.5, 0.9, 0.1, 0.7]);

it('costs twice the square of the number as printed, and the squared distance exactly', () => {
  const row = (costs: Float64Array, j: number) => Array.from(costs.subarray(4 * j, 4 * j + 4));
  const printed = wrongCosts(sequence, 'paper');
  const exact = wrongCosts(sequence, 'exact');
  [0.5, 0.9, 0.1, 0.7].forEach((x, j) => {
    const place = sequence.places[j];
    [0.1, 0.5, 0.7, 0.9].forEach((s, i) => {
      expect(row(printed, j)[i]).toBeCloseTo(i === place ? 0 : 2 * x * x, 12);
      expect(row(exact, j)[i]).toBeCloseTo((s - x) ** 2, 12);
    });
  });
});

it('the exact costs of a matching add up to its squared error', () => {
  const [random] = uniformSequences(5, 'train', 1, 7);
  const costs = wrongCosts(random, 'exact');
  const solver = createAssignmentSolver(7);
  solver.solve(costs);
  const sum = Array.from(solver.perm).reduce((total, i, j) => total + costs[j * 7 + i], 0);
  expect(sum / 7).toBeCloseTo(squaredError(random, solver.perm), 12);
});

it('says in its title what the numbers of any sequence say', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 3, max: 20 }), (seed, d) => {
      const [random] = uniformSequences(seed, 'train', 1, d);
      const { sorted } = random;
      const [least, most] = [sorted[0], sorted[d - 1]];
      const exact = (x: number) => sorted.reduce((sum, s) => sum + (s - x) ** 2, 0) / (d - 1);
      const title = lossFormsTitle(lossFormsData(random));
      // means are rounded to two digits
      const said = title
        .match(/number (\S+) and (\S+) as printed, (\S+) and (\S+) exactly/)!
        .slice(1);
      const known = [2 * least ** 2, 2 * most ** 2, exact(least), exact(most)];
      known.forEach((value, i) => {
        const near = [0.999999, 1, 1.000001].map((factor) => formatNumber(factor * value, 2));
        expect(near).toContain(said[i]);
      });
    }),
    { numRuns: 200 },
  );
});
