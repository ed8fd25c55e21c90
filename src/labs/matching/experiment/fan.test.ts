import { describe, expect, it } from 'vitest';
import { addSortingLoss } from '../../../core/losses/sorting';
import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { toSequence, uniformSequences } from './data';
import { fanNoise, fanOf, firstFew, type FanSide, type SmallProblem } from './fan';
import { paperKnobs } from './spec';

const DRAWS = 200;
const noise = fanNoise({ seed: 1 }, paperKnobs);

function problemOf(seed: number, n: number, patch: Partial<SmallProblem> = {}): SmallProblem {
  const rng = createRng(seed, 'fan test');
  const scores = Float64Array.from({ length: n * n }, (_, c) => unitUniform(rng.word(0, c)) - 0.5);
  const [sequence] = uniformSequences(seed, 'train', 1, n);
  return { sequence, scores, scale: 0.5, lossForm: 'paper', ...patch };
}

const kinds = ({ touched }: FanSide) => touched.filter((count) => count > 0).length;
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('all matchings under many draws', () => {
  it.each([1, 2, 3, 4, 5, 6])('are those that the assignment solver finds, seed %d', (seed) => {
    const n = 3 + (seed % 2);
    const problem = problemOf(seed, n, { lossForm: seed % 3 === 0 ? 'exact' : 'paper' });
    const { sequence, scores, scale, lossForm } = problem;
    const fan = fanOf(problem, 2, noise, DRAWS);
    const names = fan.places.map((place) => place.join());
    const solver = createAssignmentSolver(n);
    const gamma = new Float64Array(n * n);
    const solved = (values: Float64Array) => {
      solver.solve(values);
      return names.indexOf(solver.perm.join());
    };
    const prediction = names.map(() => 0);
    const touched = [names.map(() => 0), names.map(() => 0)];
    for (let draw = 0; draw < DRAWS; draw++) {
      noise(draw, gamma);
      const perturbed = scores.map((score, c) => score + scale * gamma[c]);
      const best = solved(perturbed);
      prediction[best]++;
      [-2, 2].forEach((epsilon, side) => {
        const augmented = new Float64Array(n * n);
        addSortingLoss(perturbed, sequence, epsilon, lossForm, augmented);
        const other = solved(augmented);
        if (other !== best) touched[side][other]++;
      });
    }
    expect(fan.prediction).toEqual(prediction);
    expect(fan.negative.touched).toEqual(touched[0]);
    expect(fan.positive.touched).toEqual(touched[1]);
  });

  it('come by loss, the right one first, and every draw counts once', () => {
    const fan = fanOf(problemOf(7, 4), 12, noise, DRAWS);
    expect(fan.places).toHaveLength(24);
    expect(new Set(fan.places.map(String)).size).toBe(24);
    expect(fan.losses).toEqual([...fan.losses].sort((a, b) => a - b));
    expect(fan.losses[0]).toBe(0);
    expect(fan.places[0]).toEqual(Array.from(problemOf(7, 4).sequence.places));
    expect(total(fan.prediction)).toBe(DRAWS);
    for (const { touched, same } of [fan.negative, fan.positive]) {
      expect(total(touched) + same).toBe(DRAWS);
    }
  });

  // without a 0 among the numbers; the printed loss counts them by their squares
  const spread = { sequence: toSequence([0.6, 0.3, 0.9, 0.45]) };

  it('a strong negative epsilon lifts the right one alone', () => {
    const { negative } = fanOf(problemOf(8, 4, spread), 1e4, noise, DRAWS);
    expect(kinds(negative)).toBe(1);
    expect(negative.touched[0]).toBeGreaterThan(0);
  });

  it('a strong positive one presses those with every number in a wrong place: 9 of 24', () => {
    const { places, positive } = fanOf(problemOf(8, 4, spread), 1e4, noise, DRAWS);
    const truth = toSequence([0.6, 0.3, 0.9, 0.45]).places;
    const pressed = places.filter((_, y) => positive.touched[y] > 0);
    expect(pressed).toHaveLength(9);
    for (const place of pressed) place.forEach((at, j) => expect(at).not.toBe(truth[j]));
  });

  it('the exact loss has a single worst one, the reverse', () => {
    const { places, positive } = fanOf(
      problemOf(8, 4, { ...spread, lossForm: 'exact' }),
      1e4,
      noise,
      DRAWS,
    );
    expect(kinds(positive)).toBe(1);
    expect(positive.touched.at(-1)).toBeGreaterThan(0);
    const truth = toSequence([0.6, 0.3, 0.9, 0.45]).places;
    expect(places.at(-1)).toEqual(Array.from(truth, (place) => 3 - place));
  });

  it('without noise every draw is the same', () => {
    const fan = fanOf(problemOf(9, 4, { scale: 0 }), 12, noise, DRAWS);
    expect(Math.max(...fan.prediction)).toBe(DRAWS);
    expect(kinds(fan.negative) + kinds(fan.positive)).toBeLessThanOrEqual(2);
  });
});

it('takes the first numbers of a sequence and the places that are theirs', () => {
  const sequence = toSequence([0.5, 0.9, 0.1, 0.7, 0.3, 0.2]);
  const scores = Float64Array.from({ length: 36 }, (_, c) => c);
  const few = firstFew(sequence, scores);
  expect(Array.from(few.sequence.numbers)).toEqual([0.5, 0.9, 0.1, 0.7]);
  // their places among six: 3, 5, 0, 4
  expect(Array.from(few.scores.subarray(0, 4))).toEqual([0, 3, 4, 5]);
  expect(Array.from(few.scores.subarray(12))).toEqual([18, 21, 22, 23]);
  expect(Array.from(few.sequence.places)).toEqual([1, 3, 0, 2]);
});
