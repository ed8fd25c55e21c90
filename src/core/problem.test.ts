import { describe, expect, it } from 'vitest';
import { noiseSpec } from './noise/noise';
import { addSums, checkProblem, emptySums, MAX_CLASSES, type ArgmaxProblem } from './problem';

const problem: ArgmaxProblem = {
  scores: [1, 2, 3],
  k: 1,
  sigma: 1,
  epsilon: -1,
  loss: [0, 1, 1],
  noise: noiseSpec('gumbel'),
  seed: 0,
};

describe('checkProblem', () => {
  it('lets a good problem pass', () => {
    expect(() => checkProblem(problem)).not.toThrow();
  });

  it.each([
    { change: { scores: [] }, message: 'scores must have 1 to 1024 entries, got 0' },
    { change: { scores: new Array(MAX_CLASSES + 1).fill(0) }, message: 'got 1025' },
    { change: { scores: [1, NaN, 3] }, message: 'scores[1] must be a finite number, got NaN' },
    { change: { loss: [1] }, message: 'loss has 1 entries, scores has 3' },
    {
      change: { loss: [1, 1, -Infinity] },
      message: 'loss[2] must be a finite number, got -Infinity',
    },
    { change: { k: 4 }, message: 'k must be an integer from 1 to 3, got 4' },
    { change: { k: 1.5 }, message: 'got 1.5' },
    { change: { sigma: 0 }, message: 'sigma must be positive and below 1e30, got 0' },
    { change: { sigma: NaN }, message: 'sigma must be positive and below 1e30, got NaN' },
    { change: { epsilon: 0 }, message: 'epsilon must be finite and not zero, got 0' },
    {
      change: { noise: { ...problem.noise, scale: -1 } },
      message: 'and a positive scale, got -0.577',
    },
    { change: { seed: -1 }, message: 'seed must be an integer from 0 to 4294967295, got -1' },
  ])('names the field and the value of $message', ({ change, message }) => {
    expect(() => checkProblem({ ...problem, ...change })).toThrow(message);
    expect(() => checkProblem({ ...problem, ...change })).toThrow(RangeError);
  });
});

describe('addSums', () => {
  it('refuses sums of different sizes', () => {
    expect(() => addSums(emptySums(2), emptySums(3))).toThrow('sums of 3 classes');
  });
});
