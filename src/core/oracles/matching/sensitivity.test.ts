import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../rng/rng';
import { orderings } from '../orderings';
import { createAssignmentSolver } from './assignment';
import { createMargin } from './margin';
import { matchingsOf } from './optima';
import { stakesOf } from './stakes';
import { matchingStretches } from './stretches';

const square = (most: number, range: number) =>
  fc.integer({ min: 1, max: most }).chain((n) =>
    fc.record({
      n: fc.constant(n),
      scores: fc.array(fc.integer({ min: -range, max: range }), {
        minLength: n * n,
        maxLength: n * n,
      }),
    }),
  );

const all = (n: number) => Array.from(orderings(n), (columns) => [...columns]);
const valueOf = (scores: ArrayLike<number>, columns: readonly number[]) =>
  columns.reduce((sum, column, i) => sum + scores[i * columns.length + column], 0);

function solved(scores: readonly number[], n: number) {
  const solver = createAssignmentSolver(n);
  const value = solver.solve(scores);
  return { solver, value, stakes: stakesOf(scores, solver) };
}

describe('what is at stake in every link', () => {
  it('is what the best of all matchings with it, or without it, is worse by', () => {
    fc.assert(
      fc.property(square(5, 50), ({ n, scores }) => {
        const { solver, value, stakes } = solved(scores, n);
        const matchings = all(n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const others = matchings.filter(
              (columns) => (columns[i] === j) !== (solver.perm[i] === j),
            );
            const best = Math.max(...others.map((columns) => valueOf(scores, columns)));
            expect(stakes[i * n + j]).toBe(value - best);
          }
        }
      }),
    );
  });

  it('is at its least the margin of the whole, for 30 rows too', () => {
    const rng = createRng(3, 'stakes');
    for (const n of [2, 12, 30]) {
      const scores = Array.from({ length: n * n }, (_, c) => rng.word(c, n) % 1000);
      expect(Math.min(...solved(scores, n).stakes)).toBe(createMargin(n)(scores));
    }
  });
});

describe('the best matchings', () => {
  it('are those of all that have the best value', () => {
    fc.assert(
      fc.property(square(5, 2), ({ n, scores }) => {
        const { value, stakes } = solved(scores, n);
        const { matchings, complete } = matchingsOf(
          n,
          (i, j) => solved(scores, n).solver.perm[i] === j || stakes[i * n + j] === 0,
          1000,
        );
        expect(complete).toBe(true);
        expect(matchings).toEqual(all(n).filter((columns) => valueOf(scores, columns) === value));
      }),
      { numRuns: 50 },
    );
  });

  it('are told to be more than were asked for, soon', () => {
    const { matchings, complete } = matchingsOf(30, () => true, 4);
    expect(matchings).toHaveLength(4);
    expect(complete).toBe(false);
    expect(matchingsOf(2, () => true, 2)).toEqual({
      matchings: [
        [0, 1],
        [1, 0],
      ],
      complete: true,
    });
  });

  it('are none where a row has no free link', () => {
    expect(matchingsOf(3, (row) => row !== 1, 10)).toEqual({ matchings: [], complete: true });
  });
});

describe('stretches of noise scales', () => {
  it('have the best of all matchings in their middle, and change where two are level', () => {
    fc.assert(
      fc.property(square(5, 20), fc.nat(), ({ n, scores }, seed) => {
        const rng = createRng(seed, 'noise');
        const noise = Float64Array.from({ length: n * n }, (_, c) => rng.word(c, 0) / 2 ** 31 - 1);
        const stretches = matchingStretches(Float64Array.from(scores), noise, n, 100);
        const best = (sigma: number) =>
          Math.max(...all(n).map((c) => valueOf(scores, c) + sigma * valueOf(noise, c)));
        let before = 0;
        for (const { from, to, perm } of stretches) {
          expect(from).toBe(before);
          before = to;
          const own = (sigma: number) =>
            valueOf(scores, [...perm]) + sigma * valueOf(noise, [...perm]);
          for (const sigma of [from, (from + to) / 2, to])
            expect(own(sigma)).toBeCloseTo(best(sigma), 8);
        }
        expect(before).toBe(100);
        const texts = stretches.map(({ perm }) => perm.join());
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });

  it('are one where the noise is the same for every link', () => {
    const noise = new Float64Array(9).fill(2);
    const scores = Float64Array.from([1, 5, 2, 0, 3, 9, 4, 4, 4]);
    expect(matchingStretches(scores, noise, 3, 10)).toEqual([
      { from: 0, to: 10, perm: Int32Array.from([1, 2, 0]) },
    ]);
  });
});
