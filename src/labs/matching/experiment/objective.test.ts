import { addSortingLoss, shareRight, squaredError } from '../../../core/losses/sorting';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matching } from '../../../core/oracles/matching/matching';
import { withLoss } from '../../../core/losses/loss';
import { paperSortingLoss, sortingLoss } from '../../../core/check/sorting-losses';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { createRng } from '../../../core/rng/rng';
import { toSequence, uniformSequences, type Sequence } from './data';
import { createNoiseFill } from './noise';
import { createObjective, scaleOf } from './objective';
import { matchingVariants, paperSetup, type MatchingKnobs, type MatchingVariant } from './spec';

const setupOf = (variant: MatchingVariant, d: number) => ({
  ...paperSetup,
  method: matchingVariants[variant].method,
  d,
  seed: 5,
});

/** Scores that a half-trained network might give. */
function scoresOf(d: number, seed = 1): Float64Array {
  const rng = createRng(seed, 'test');
  const { sample } = createNoise(noiseSpec('normal'));
  return Float64Array.from({ length: d * d }, (_, c) => 2 * sample(rng.word(0, c)));
}

/** The truth as the losses of src/core/losses want it: y_ij = 1 puts x_j in place i. */
function placeMajor({ places }: Sequence): Float64Array {
  const d = places.length;
  const y = new Float64Array(d * d);
  places.forEach((i, j) => (y[i * d + j] = 1));
  return y;
}

const transpose = (matrix: Float64Array, d: number) =>
  Float64Array.from(matrix, (_, c) => matrix[(c % d) * d + Math.floor(c / d)]);

describe('addSortingLoss', () => {
  it.each(['paper', 'exact'] as const)(
    'shifts the scores by epsilon times the linear coefficients of the loss (%s)',
    (form) => {
      const d = 6;
      const [sequence] = uniformSequences(2, 'train', 1, d);
      const truth = placeMajor(sequence);
      const loss = (form === 'paper' ? paperSortingLoss : sortingLoss)(sequence.numbers, truth);
      const augmented = new Float64Array(d * d);
      addSortingLoss(scoresOf(d), sequence, -12, form, augmented);
      const coefficients = transpose(loss.linear!, d);
      augmented.forEach((value, c) =>
        expect(value).toBeCloseTo(scoresOf(d)[c] - 12 * coefficients[c], 12),
      );
    },
  );
});

describe('the direct loss of a sequence', () => {
  it('is the difference of the two predictions of the general oracle, sample by sample', () => {
    const d = 5;
    const variant = 'direct-sigma-1';
    const setup = setupOf(variant, d);
    const knobs: MatchingKnobs = { ...matchingVariants[variant].knobs, samples: 7 };
    const [sequence] = uniformSequences(4, 'train', 1, d);
    const scores = scoresOf(d);
    const oracle = matching(d);
    const truth = transpose(placeMajor(sequence), d);
    const printed = paperSortingLoss(sequence.numbers, transpose(truth, d));
    const loss = {
      ...printed,
      linear: transpose(printed.linear!, d),
    };
    const augment = withLoss(oracle, loss, ({ oracle: held, augmented }) => {
      const y = held.create();
      return (from: Float64Array, epsilon: number, out: Float64Array) => {
        augmented(from, epsilon, y);
        held.indicator(y, out);
      };
    });
    const fill = createNoiseFill(setup, knobs);
    const gamma = new Float64Array(d * d);
    const expected = new Float64Array(d * d);
    const y = new Float64Array(d * d);
    const yEps = new Float64Array(d * d);
    for (let m = 0; m < 7; m++) {
      fill(3, m, 2, gamma);
      const perturbed = scores.map((score, c) => score + gamma[c]);
      oracle.argmax(perturbed, y);
      augment(perturbed, -12, yEps);
      for (let c = 0; c < d * d; c++) expected[c] += y[c] - yEps[c];
    }
    const dScores = new Float64Array(d * d);
    const task = { sequence, row: 2, step: 3, scores, sigma: NaN, epsilon: -12 };
    const outcome = createObjective(setup).differentiate(task, knobs, dScores);
    expect(Array.from(dScores)).toEqual(Array.from(expected));
    expect(outcome.changed).toBeGreaterThan(0);
    expect(outcome.rightAugmented).toBeCloseTo(1, 12);
  });

  it('estimates the slope of the smoothed loss: small epsilon against finite differences', () => {
    const d = 3;
    const variant = 'direct-learned-sigma';
    const setup = setupOf(variant, d);
    const epsilon = -0.2;
    const steps = 4000;
    const samples = 10;
    const knobs: MatchingKnobs = {
      ...matchingVariants[variant].knobs,
      samples,
      lossForm: 'exact',
      epsilon,
    };
    const sequence = toSequence([0.9, 0.1, 0.5]);
    const sigma = 0.8;
    const run = (scores: Float64Array, scale: number, eps: number) => {
      const objective = createObjective(setup);
      const dScores = new Float64Array(d * d);
      const total = new Float64Array(d * d);
      const squares = new Float64Array(d * d);
      let loss = 0;
      let dSigma = 0;
      let dSigmaSquares = 0;
      for (let step = 0; step < steps; step++) {
        const task = { sequence, row: 0, step, scores, sigma: scale, epsilon: eps };
        const outcome = objective.differentiate(task, knobs, dScores);
        dScores.forEach((g, c) => {
          const estimate = g / (samples * Math.abs(eps));
          total[c] += estimate / steps;
          squares[c] += estimate ** 2 / steps;
        });
        loss += (outcome.loss * d) / steps;
        const slope = (outcome.dSigma * d * d) / Math.abs(eps);
        dSigma += slope / steps;
        dSigmaSquares += slope ** 2 / steps;
      }
      const error = squares.map((s, c) => Math.sqrt(Math.max(0, s - total[c] ** 2) / steps));
      const sigmaError = Math.sqrt((dSigmaSquares - dSigma ** 2) / steps);
      return { gradient: total, error, loss, dSigma, sigmaError };
    };
    const scores = Float64Array.of(0.5, 0.2, -0.4, 0.1, 0.3, 0.6, -0.2, 0.4, 0);
    const { gradient, error, dSigma, sigmaError } = run(scores, sigma, epsilon);
    const width = 0.2;
    const slope = (move: (sign: number) => { loss: number }) =>
      (move(1).loss - move(-1).loss) / (2 * width);
    for (const cell of [0, 4, 6]) {
      const expected = slope((sign) => {
        const moved = scores.slice();
        moved[cell] += sign * width;
        return run(moved, sigma, epsilon);
      });
      // five standard errors, and the bias of an epsilon and a width that are not zero
      expect(Math.abs(gradient[cell] - expected)).toBeLessThan(5 * error[cell] + 0.015);
    }
    const expected = slope((sign) => run(scores, sigma + sign * width, epsilon));
    expect(Math.abs(dSigma - expected)).toBeLessThan(5 * sigmaError + 0.015);
  });

  it('has the same sign of descent for either sign of epsilon', () => {
    const d = 4;
    const setup = setupOf('direct-sigma-1', d);
    const knobs = { ...matchingVariants['direct-sigma-1'].knobs, samples: 10 };
    const [sequence] = uniformSequences(1, 'train', 1, d);
    const scores = scoresOf(d, 8);
    const toTruth = (epsilon: number) => {
      const dScores = new Float64Array(d * d);
      const task = { sequence, row: 0, step: 0, scores, sigma: 1, epsilon };
      createObjective(setup).differentiate(task, knobs, dScores);
      return sequence.places.reduce((sum, place, j) => sum - dScores[j * d + place], 0);
    };
    expect(toTruth(-12)).toBeGreaterThan(0);
    expect(toTruth(12)).toBeGreaterThan(0);
  });

  it('counts one sample for all of them where there is no noise', () => {
    const d = 4;
    const variant = 'direct-sigma-0';
    const [sequence] = uniformSequences(1, 'train', 1, d);
    const scores = scoresOf(d, 3);
    const gradients = [1, 5].map((samples) => {
      const dScores = new Float64Array(d * d);
      const task = { sequence, row: 0, step: 0, scores, sigma: 3, epsilon: -12 };
      const knobs = { ...matchingVariants[variant].knobs, samples };
      const outcome = createObjective(setupOf(variant, d)).differentiate(task, knobs, dScores);
      expect(outcome.scale).toBe(0);
      expect(outcome.right).toBeLessThanOrEqual(1);
      return dScores;
    });
    gradients[0].forEach((g, c) => expect(gradients[1][c]).toBe(5 * g));
  });
});

describe('the Fenchel-Young gradient of a sequence', () => {
  it('is the mean prediction minus the truth', () => {
    const d = 4;
    const variant = 'fenchel-young';
    const setup = setupOf(variant, d);
    const knobs = { ...matchingVariants[variant].knobs, samples: 8 };
    const [sequence] = uniformSequences(1, 'train', 1, d);
    const scores = scoresOf(d, 5);
    const fill = createNoiseFill(setup, knobs);
    const oracle = matching(d);
    const gamma = new Float64Array(d * d);
    const y = new Float64Array(d * d);
    const expected = transpose(placeMajor(sequence), d).map((entry) => -entry);
    for (let m = 0; m < 8; m++) {
      fill(1, m, 0, gamma);
      oracle.argmax(
        scores.map((score, c) => score + gamma[c]),
        y,
      );
      for (let c = 0; c < d * d; c++) expected[c] += y[c] / 8;
    }
    const dScores = new Float64Array(d * d);
    const task = { sequence, row: 0, step: 1, scores, sigma: NaN, epsilon: -12 };
    createObjective(setup).differentiate(task, knobs, dScores);
    dScores.forEach((g, c) => expect(g).toBeCloseTo(expected[c], 12));
  });
});

describe('the Gumbel-Sinkhorn gradient of a sequence', () => {
  it('is that of finite differences of its loss', () => {
    const d = 4;
    const variant = 'gumbel-sinkhorn';
    const setup = setupOf(variant, d);
    const knobs = { ...matchingVariants[variant].knobs, samples: 3, temperature: 0.7 };
    const [sequence] = uniformSequences(1, 'train', 1, d);
    const scores = scoresOf(d, 6);
    const objective = createObjective(setup);
    const dScores = new Float64Array(d * d);
    const lossAt = (at: Float64Array) =>
      objective.differentiate(
        { sequence, row: 0, step: 2, scores: at, sigma: NaN, epsilon: -12 },
        knobs,
        new Float64Array(d * d),
      ).loss;
    objective.differentiate(
      { sequence, row: 0, step: 2, scores, sigma: NaN, epsilon: -12 },
      knobs,
      dScores,
    );
    for (let c = 0; c < d * d; c++) {
      const up = scores.slice();
      const down = scores.slice();
      up[c] += 1e-5;
      down[c] -= 1e-5;
      const slope = (lossAt(up) - lossAt(down)) / 2e-5;
      // the gradient is summed over samples, the loss is their mean
      expect(dScores[c] / 3).toBeCloseTo(slope, 6);
    }
  });
});

describe('the blackbox gradient of a sequence', () => {
  it('is the interpolation of the squared error, linearised at the prediction', () => {
    const d = 5;
    const variant = 'blackbox';
    const lambda = 20;
    const [sequence] = uniformSequences(7, 'train', 1, d);
    const { numbers, sorted } = sequence;
    const scores = scoresOf(d, 9);
    const oracle = matching(d);
    const y = new Float64Array(d * d);
    oracle.argmax(scores, y);
    const mixed = sorted.map((_, i) => numbers.reduce((sum, x, j) => sum + x * y[j * d + i], 0));
    const dy = Float64Array.from(y, (_, c) => {
      const [j, i] = [Math.floor(c / d), c % d];
      return -2 * numbers[j] * (sorted[i] - mixed[i]);
    });
    const yLambda = new Float64Array(d * d);
    oracle.argmax(
      scores.map((score, c) => score - lambda * dy[c]),
      yLambda,
    );
    const dScores = new Float64Array(d * d);
    const task = { sequence, row: 0, step: 0, scores, sigma: 1, epsilon: -12 };
    createObjective(setupOf(variant, d)).differentiate(
      task,
      { ...matchingVariants[variant].knobs, lambda },
      dScores,
    );
    dScores.forEach((g, c) => expect(g).toBeCloseTo((y[c] - yLambda[c]) / lambda, 12));
    expect(dScores.some((g) => g !== 0)).toBe(true);
  });
});

describe('measures of a matching', () => {
  it('count equal numbers as interchangeable', () => {
    const sequence = toSequence([0.5, 0.2, 0.5]);
    expect(shareRight(sequence, [2, 0, 1])).toBe(1);
    expect(squaredError(sequence, [2, 0, 1])).toBe(0);
    expect(shareRight(sequence, [0, 1, 2])).toBeCloseTo(1 / 3, 15);
  });

  it('are zero error and full share for the places of any sequence', () => {
    const lists = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(lists, (numbers) => {
        const sequence = toSequence(numbers);
        expect(shareRight(sequence, sequence.places)).toBe(1);
        expect(squaredError(sequence, sequence.places)).toBe(0);
        expect(Array.from(sequence.sorted)).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });

  it('take the noise scale from the knob, the network, both or neither', () => {
    const { knobs } = matchingVariants['direct-learned-sigma'];
    expect(scaleOf({ ...knobs, sigma: 2, scale: 'learned' }, 0.3)).toBeCloseTo(0.6, 15);
    expect(scaleOf({ ...knobs, sigma: 2, scale: 'fixed' }, 0.3)).toBe(2);
    expect(scaleOf({ ...knobs, sigma: 2, scale: 'zero' }, 0.3)).toBe(0);
  });
});
