import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference, finiteDifferenceGradient } from '../check/finite-differences';
import { bendLoss } from '../losses/bend';
import { kSubset } from '../oracles/k-subset/k-subset';
import { matching } from '../oracles/matching/matching';
import { oneHot } from '../oracles/one-hot/one-hot';
import type { Oracle } from '../oracles/oracle';
import { ranking } from '../oracles/ranking/ranking';
import { structureTable } from '../structures/table';
import { dot } from '../vector';
import {
  addCovarianceProduct,
  bestBaseline,
  centred,
  entropyGradient,
  lossGradient,
  meanOf,
  scoreMoments,
  slopeInSigma,
} from './gibbs-moments';
import { gibbsTable } from './gibbs-table';
import { kappas, smallProblems, type SmallProblem } from './testing/problems';

const problems: readonly SmallProblem[] = Object.values(smallProblems);

function boundTo({ oracle, scores, costs }: SmallProblem, sigma = 1) {
  const law = gibbsTable(structureTable(oracle));
  law.bind(scores, sigma);
  return { law, losses: law.rows.map((y) => dot(costs, y)) };
}

describe.each(problems)('the Gibbs law of $name', (problem) => {
  it('has the numbers that were computed elsewhere', () => {
    const { law, losses } = boundTo(problem);
    expect(law.logPartition()).toBeCloseTo(problem.logPartition, 9);
    expect(meanOf(law, losses)).toBeCloseTo(problem.meanLoss, 9);
    const gradient = lossGradient(law, losses);
    problem.gradient.forEach((g, i) => expect(gradient[i]).toBeCloseTo(g, 7));
    problem.mean?.forEach((m, i) => expect(law.mean[i]).toBeCloseTo(m, 7));
  });

  it('agrees with the gradient at the mean only as far as the loss is straight', () => {
    const { law, losses } = boundTo(problem);
    const shown = problem.shown ?? Array.from(law.mean.keys());
    const exact = shown.map((i) => lossGradient(law, losses)[i]);
    kappas.forEach((kappa, at) => {
      const [slope, relaxed] = [0, 0].map(() => new Float64Array(law.table.dim));
      bendLoss(problem.costs, kappa, shown).gradient!(law.mean, slope);
      addCovarianceProduct(law, slope, 1, relaxed);
      const g = shown.map((i) => relaxed[i]);
      const cosine = dot(g, exact) / Math.sqrt(dot(g, g) * dot(exact, exact));
      expect(Math.abs(cosine - problem.cosines[at])).toBeLessThan(6e-4);
    });
  });

  it('is proportional to exp(<mu, y>/sigma), with its mean', () => {
    const { law } = boundTo(problem, 0.7);
    const weights = law.rows.map((y) => Math.exp(dot(problem.scores, y) / 0.7));
    const total = weights.reduce((sum, w) => sum + w, 0);
    weights.forEach((w, s) => {
      expect(law.probabilities[s]).toBeCloseTo(w / total, 14);
      expect(law.logProbabilities[s]).toBeCloseTo(Math.log(w / total), 12);
    });
    law.mean.forEach((m, i) => {
      const expected = law.rows.reduce((sum, y, s) => sum + law.probabilities[s] * y[i], 0);
      expect(m).toBeCloseTo(expected, 13);
    });
    expect(law.logPartition()).toBeCloseTo(Math.log(total), 12);
    const entropy = law.probabilities.reduce((sum, p) => sum - p * Math.log(p), 0);
    expect(law.entropy()).toBeCloseTo(entropy, 12);
    expect(law.probabilities[law.mode()]).toBe(Math.max(...law.probabilities));
  });

  it('has the derivatives of its own means (finite differences)', () => {
    const sigma = 0.9;
    const { law, losses } = boundTo(problem, sigma);
    const other = gibbsTable(law.table);
    const at = (mu: ArrayLike<number>, scale = sigma) => {
      other.bind(mu, scale);
      return other;
    };
    const numeric = (f: (mu: Float64Array) => number) =>
      finiteDifferenceGradient(f, Float64Array.from(problem.scores));
    const close = (found: Float64Array, wanted: Float64Array) =>
      wanted.forEach((g, i) => expect(found[i]).toBeCloseTo(g, 10));
    const gradient = lossGradient(law, losses);
    close(
      gradient,
      numeric((mu) => meanOf(at(mu), losses)),
    );
    close(
      entropyGradient(law),
      numeric((mu) => at(mu).entropy()),
    );
    close(
      law.mean,
      numeric((mu) => sigma * at(mu).logPartition()),
    );
    const slope = finiteDifference((s) => meanOf(at(problem.scores, s), losses), sigma);
    expect(slopeInSigma(law, losses)).toBeCloseTo(slope, 10);
    expect(slopeInSigma(law, losses)).toBeCloseTo(-dot(problem.scores, gradient) / sigma, 12);
    const upstream = problem.costs.map((c, i) => c + 0.1 * i);
    const product = new Float64Array(law.table.dim);
    addCovarianceProduct(law, upstream, 1 / sigma, product);
    close(
      product,
      numeric((mu) => dot(upstream, at(mu).mean)),
    );
  });
});

describe('sums over a table', () => {
  const sets: readonly Oracle[] = [oneHot(5), kSubset(5, 2), matching(3), ranking(3), oneHot(1)];
  const tables = sets.map(structureTable);
  const number = fc.oneof(
    fc.double({ min: -4, max: 4, noNaN: true }),
    fc.constantFrom(0, 1, -1, 1e6, -1e6, 1e-300, 3e5),
  );
  const problem = fc.record({
    table: fc.constantFrom(...tables),
    numbers: fc.array(number, { minLength: 10, maxLength: 10 }),
    losses: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: 10,
      maxLength: 10,
    }),
    sigma: fc.constantFrom(1, 0.05, 20, 1e-3),
  });

  it('is a law for tied and extreme scores, and centres losses', () => {
    fc.assert(
      fc.property(problem, ({ table, numbers, losses, sigma }) => {
        const law = gibbsTable(table);
        law.bind(numbers.slice(0, table.dim), sigma);
        const some = losses.slice(0, table.count);
        const about = new Float64Array(table.count);
        centred(law, some, about);
        expect(law.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        expect(dot(law.probabilities, about)).toBeCloseTo(0, 12);
        expect(law.entropy()).toBeGreaterThanOrEqual(-1e-15);
        expect(law.entropy()).toBeLessThanOrEqual(Math.log(table.count) + 1e-12);
        const score = new Float64Array(table.dim);
        law.probabilities.forEach((p, s) => law.addDeviation(s, p, score));
        score.forEach((value) => expect(Math.abs(value)).toBeLessThan(1e-12));
        const { mean, variance } = scoreMoments(law, some);
        const gradient = lossGradient(law, some);
        mean.forEach((g, i) => expect(Math.abs(g - gradient[i]) * sigma).toBeLessThan(1e-11));
        expect(variance).toBeGreaterThanOrEqual(0);
        const best = bestBaseline(law, some);
        const atBest = scoreMoments(
          law,
          some.map((l) => l - best),
        ).variance;
        expect(atBest).toBeLessThanOrEqual(variance * (1 + 1e-9) + 1e-12);
      }),
      { numRuns: 1500, seed: 5 },
    );
  });

  it('keeps its digits under scores and losses that are shifted by a million', () => {
    const table = structureTable(oneHot(4));
    const { scores, costs } = smallProblems.oneHot;
    const [law, far] = [gibbsTable(table), gibbsTable(table)];
    law.bind(scores, 1);
    // a power of two: the shifted numbers are exact
    far.bind(
      scores.map((mu) => mu + 2 ** 20),
      1,
    );
    const near = lossGradient(law, costs);
    const shifted = lossGradient(
      far,
      costs.map((c) => c * 0.5 + 2 ** 20),
    );
    near.forEach((g, i) => expect(shifted[i]).toBeCloseTo(g / 2, 9));
    far.probabilities.forEach((p, s) => expect(p).toBeCloseTo(law.probabilities[s], 15));
  });

  it('keeps the gradient of a law that is all but decided', () => {
    const law = gibbsTable(structureTable(oneHot(2)));
    law.bind([0, -50], 1);
    const rare = Math.exp(-50);
    const [first, second] = lossGradient(law, [0, 1]);
    expect(first / -rare).toBeCloseTo(1, 12);
    expect(second / rare).toBeCloseTo(1, 12);
    expect(law.squaredDeviation(0) / (2 * rare * rare)).toBeCloseTo(1, 12);
  });

  it('one-hot: entropy, length and slope in sigma that were computed elsewhere', () => {
    const { law, losses } = boundTo(smallProblems.oneHot);
    expect(law.entropy()).toBeCloseTo(1.24505, 5);
    expect(slopeInSigma(law, losses)).toBeCloseTo(-0.1189016819, 9);
    const gradient = lossGradient(law, losses);
    expect(Math.sqrt(dot(gradient, gradient))).toBeCloseTo(0.1669487713, 9);
  });

  it('gives rounding no say in which score is the largest', () => {
    const law = gibbsTable(structureTable(kSubset(3, 2)));
    law.bind([1e17, 3, 2], 1e-3);
    expect([...law.probabilities]).toEqual([1, 0, 0]);
    law.bind([1e6, -1e6, -1e6], 1e-303);
    expect([...law.probabilities]).toEqual([0.5, 0.5, 0]);
    expect(law.logProbabilities[2]).toBe(-Infinity);
    expect(entropyGradient(law).every(Number.isFinite)).toBe(true);
  });

  it('refuses scores that are not finite, of another size, and a sigma that is not positive', () => {
    const law = gibbsTable(structureTable(oneHot(3)));
    expect(() => law.bind([1, NaN, 0], 1)).toThrow('scores[1] must be a finite number, got NaN');
    expect(() => law.bind([1], 1)).toThrow('scores must have 3 entries, got 1');
    for (const sigma of [0, -1, NaN, Infinity]) {
      expect(() => law.bind([1, 2, 3], sigma)).toThrow(`sigma must be positive and finite`);
    }
  });
});
