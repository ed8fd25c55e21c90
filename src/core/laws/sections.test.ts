import { describe, expect, it } from 'vitest';
import { lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { directLossExpectation } from './direct-loss';
import { expectedLoss, expectedLossGradient } from './expectations';
import { expectedMaximum } from './expected-maximum';
import { inclusionProbabilities } from './inclusion';
import { inclusionJacobian } from './jacobian';
import { footPerEpsilon } from './secant';
import { epsilonSection, scoreSection } from './sections';
import { corners, envelopeAt } from './upper-envelope';

const nearTie: ArgmaxProblem = {
  scores: [1, 0.9, -1],
  loss: [1, 0, 1],
  k: 1,
  sigma: 0.3,
  epsilon: -0.6,
  noise: noiseSpec('gumbel'),
  seed: 1,
};

/** The quotient of the expected loss, from its values alone. */
function quotient({ scores, sigma, k, loss, noise }: ArgmaxProblem, i: number, d: number) {
  const at = (score: number) =>
    expectedLoss(
      scores.map((mu, j) => (j === i ? score : mu)),
      sigma,
      createNoise(noise),
      k,
      loss,
    );
  return (at(scores[i] + d) - at(scores[i])) / d;
}

describe('the direct loss estimate of the score of a class that alone has another loss', () => {
  it('is the secant, with the numbers of the near tie', () => {
    const slope = (sigma: number, epsilon: number) =>
      directLossExpectation({ ...nearTie, sigma }, epsilon).scores[1];
    const { sigma, noise, k, loss, scores } = nearTie;
    const exact = expectedLossGradient(scores, sigma, createNoise(noise), k, loss).scores[1];
    expect(exact).toBeCloseTo(-0.81, 2);
    expect(slope(0.3, -0.6)).toBeCloseTo(-0.71, 2);
    expect(slope(0.3, 0.6)).toBeCloseTo(-0.55, 2);
    expect(slope(0.1, -0.1)).toBeCloseTo(-2.3106, 4);
    expect(slope(0.1, 0.1)).toBeCloseTo(-1.497, 3);
    expect(quotient(nearTie, 1, 0.6)).toBeCloseTo(slope(0.3, -0.6), 12);
  });

  it('is one for every law, subset size, height of the loss and sign', () => {
    for (const law of lawNames) {
      for (const k of [1, 2, 3]) {
        for (const [own, others] of [
          [0, 1],
          [2, 0],
          [-1, 0.5],
        ]) {
          for (const epsilon of [-1.3, 0.4]) {
            const loss = [others, others, own, others];
            const noise = noiseSpec(law);
            const problem = { ...nearTie, scores: [0.4, -0.3, 0.2, 1], loss, k, noise, epsilon };
            const perEpsilon = footPerEpsilon(loss, 2)!;
            const mean = directLossExpectation(problem).scores[2];
            expect(mean).toBeCloseTo(quotient(problem, 2, epsilon * perEpsilon), 8);
          }
        }
      }
    }
  });

  it('is none for other classes and other losses', () => {
    expect(footPerEpsilon([1, 0, 1], 1)).toBe(-1);
    expect(footPerEpsilon([1, 0], 0)).toBe(1);
    expect(footPerEpsilon([1, 0, 1], 0)).toBeNull();
    expect(footPerEpsilon([1, 0, 2], 1)).toBeNull();
    expect(footPerEpsilon([1, 1, 1], 1)).toBeNull();
    const mean = directLossExpectation(nearTie).scores[0];
    expect(Math.abs(mean - quotient(nearTie, 0, 0.6))).toBeGreaterThan(0.01);
  });
});

describe('the section along a score', () => {
  it('has the expected loss at its points, dense where it turns', () => {
    for (const sigma of [0.01, 0.3, 10]) {
      const problem = { ...nearTie, sigma };
      const { scores, losses, step } = scoreSection(problem, 1);
      expect(step).toEqual({ at: 1, below: 1, above: 0 });
      const largest = losses.slice(1).map((loss, i) => Math.abs(loss - losses[i]));
      expect(Math.max(...largest)).toBeLessThan(0.15);
      expect(scores[50]).toBe(1);
      expect(losses[50]).toBeCloseTo(scoreLoss(problem, 1), 12);
    }
  });

  it('steps where the class enters the subset', () => {
    const problem = { ...nearTie, scores: [2, 1, 0, -1], loss: [1, 2, 0, 5], k: 2 };
    const rounded = (i: number) => {
      const { at, below, above } = scoreSection(problem, i).step;
      return [at, below, above].map((value) => Math.round(1e9 * value) / 1e9);
    };
    expect(rounded(2)).toEqual([1, 3, 1]);
    expect(rounded(0)).toEqual([0, 2, 3]);
  });
});

const scoreLoss = ({ scores, sigma, noise, k, loss }: ArgmaxProblem, score: number) =>
  expectedLoss([scores[0], score, scores[2]], sigma, createNoise(noise), k, loss);

/** The maximum over all k-subsets by trying each. */
function tried({ scores, loss, k }: ArgmaxProblem, epsilon: number): number {
  let best = -Infinity;
  for (let bits = 0; bits < 2 ** scores.length; bits++) {
    const members = scores.map((_, i) => i).filter((i) => bits & (1 << i));
    if (members.length !== k) continue;
    best = Math.max(
      best,
      members.reduce((sum, i) => sum + scores[i] + epsilon * loss[i], 0),
    );
  }
  return best;
}

describe('the upper envelope', () => {
  const problem = { ...nearTie, scores: [0.3, 1, -0.5, 0.6, 0.1], loss: [0, 0.5, 2, 1, -1] };

  it('is the maximum over all subsets, with a corner where its slope changes and nowhere else', () => {
    for (const k of [1, 2, 3]) {
      const found = corners({ ...problem, k }, [-3, 3]);
      expect(found.length).toBeGreaterThan(1);
      const slope = (epsilon: number) =>
        (tried({ ...problem, k }, epsilon + 1e-6) - tried({ ...problem, k }, epsilon - 1e-6)) /
        2e-6;
      for (const { epsilon, value, turn } of found) {
        expect(value).toBeCloseTo(tried({ ...problem, k }, epsilon), 12);
        expect(turn).toBeCloseTo(slope(epsilon + 1e-4) - slope(epsilon - 1e-4), 6);
      }
      const total = found.reduce((sum, { turn }) => sum + turn, 0);
      expect(total).toBeCloseTo(slope(3.001) - slope(-3.001), 6);
      for (const epsilon of [-2.2, 0, 0.7]) {
        expect(envelopeAt({ ...problem, k }, epsilon)).toBeCloseTo(
          tried({ ...problem, k }, epsilon),
          12,
        );
      }
    }
  });

  it('has its corner at 0 where all scores are equal, and none where all losses are', () => {
    const tie = { ...nearTie, scores: [0, 0, 0], loss: [0, 1, 1] };
    expect(corners(tie, [-2, 2])).toEqual([{ epsilon: 0, value: 0, turn: 1 }]);
    expect(corners({ ...tie, loss: [1, 1, 1] }, [-2, 2])).toEqual([]);
  });
});

describe('the section along epsilon', () => {
  const variants = lawNames.flatMap((law) =>
    [1, 2].map((k) => ({
      ...nearTie,
      scores: [0.3, 1, -0.5, 0.6],
      loss: [0, 0.5, 2, 1],
      k,
      sigma: 0.5,
      noise: noiseSpec(law),
    })),
  );

  it('lies above its envelope, is convex, and has the expected loss as its slope', () => {
    for (const problem of variants) {
      const { scores, loss, sigma, k } = problem;
      const noise = createNoise(problem.noise);
      const { epsilons, maxima } = epsilonSection(problem);
      epsilons.forEach((epsilon, i) => {
        expect(maxima[i]).toBeGreaterThan(envelopeAt(problem, epsilon) - 1e-6);
      });
      const augmented = (epsilon: number) => scores.map((mu, i) => mu + epsilon * loss[i]);
      const maximum = (epsilon: number) => expectedMaximum(augmented(epsilon), sigma, noise, k);
      for (const epsilon of [-1.1, 0, 0.8]) {
        const rise = (maximum(epsilon + 1e-4) - maximum(epsilon - 1e-4)) / 2e-4;
        expect(rise).toBeCloseTo(expectedLoss(augmented(epsilon), sigma, noise, k, loss), 5);
      }
    }
  });

  it('has two mixed derivatives that agree, by finite differences both ways', () => {
    const h = 1e-4;
    for (const { scores, loss, sigma, k, noise: spec } of variants) {
      const noise = createNoise(spec);
      const epsilon = -0.7;
      const at = (e: number, j = 0, d = 0) =>
        scores.map((mu, i) => mu + e * loss[i] + (i === j ? d : 0));
      const gradient = expectedLossGradient(at(epsilon), sigma, noise, k, loss).scores;
      const jacobian = inclusionJacobian(at(epsilon), sigma, noise, k);
      for (let i = 0; i < scores.length; i++) {
        const lossAt = (d: number) => expectedLoss(at(epsilon, i, d), sigma, noise, k, loss);
        const shareAt = (e: number) => inclusionProbabilities(at(e), sigma, noise, k)[i];
        const first = (lossAt(h) - lossAt(-h)) / (2 * h);
        const second = (shareAt(epsilon + h) - shareAt(epsilon - h)) / (2 * h);
        const row = loss.reduce(
          (sum, entry, j) => sum + entry * jacobian[i * scores.length + j],
          0,
        );
        expect(first).toBeCloseTo(gradient[i], 5);
        expect(second).toBeCloseTo(gradient[i], 5);
        expect(row).toBeCloseTo(gradient[i], 9);
      }
    }
  });

  it('has slope 0.67 at 0 for three equal scores, two of them with loss', () => {
    const slope = expectedLoss([0, 0, 0], 0.3, createNoise(noiseSpec('gumbel')), 1, [0, 1, 1]);
    expect(slope).toBeCloseTo(0.67, 2);
  });
});
