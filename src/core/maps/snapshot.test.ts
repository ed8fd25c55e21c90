import { describe, expect, it } from 'vitest';
import { createRng, unitUniform } from '../rng/rng';
import { mapGrid } from './regime-map';
import { measureSnapshot, type SnapshotMap, type SnapshotProblem } from './snapshot';
import {
  bestCells,
  snapshotAt,
  snapshotRegime,
  snapshotShares,
  snapshotStepsWrong,
} from './snapshot-regimes';

const SIZE = 3;
const ROWS = 2;
const GRADIENT = [1, 2, -2];

/** Gradients that are the true one plus a bias that grows with epsilon and a spread that falls with it. */
function toy(): SnapshotProblem & { readonly drawn: number[][] } {
  const rng = createRng(1, 'toy');
  const drawn: number[][] = [];
  const unit = (step: number, part: number) => 2 * unitUniform(rng.word(step, part)) - 1;
  return {
    ...{ size: SIZE, rows: ROWS, links: 10, drawn },
    estimate(sigma, epsilon, step) {
      const gradient = Float64Array.from(
        GRADIENT,
        (g, i) => g + epsilon * Number(i === 0) + (sigma / Math.abs(epsilon)) * unit(step, i),
      );
      drawn.push([sigma, epsilon, ...gradient]);
      const slopes = Float64Array.from({ length: ROWS }, (_, row) => row + unit(step, 10 + row));
      return { gradient, slopes, changed: 5, right: 0.25, rightAugmented: 0.75 };
    },
    reference(sigma, step) {
      const gradient = Float64Array.from(GRADIENT, (g, i) => g + sigma * unit(step, 20 + i));
      const slopes = Float64Array.from({ length: ROWS }, (_, row) => row + unit(step, 30 + row));
      return { gradient, slopes, changed: 1, right: 0, rightAugmented: 0 };
    },
  };
}

const grid = mapGrid([0.01, 1], [0.1, 10], 3, 2);

function measured(problem: SnapshotProblem, steps: number, referenceSteps: number): SnapshotMap {
  const work = measureSnapshot(problem, grid, { steps, referenceSteps });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const cosine = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i], 0) / (Math.hypot(...a) * Math.hypot(...b));
const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('the cells of a snapshot', () => {
  const problem = toy();
  const steps = 6;
  const map = measured(problem, steps, 4000);
  const of = (at: number) => {
    const [sigma, epsilon] = [grid.sigmas[at % 3], grid.epsilons[Math.floor(at / 3)]];
    return problem.drawn
      .filter(([s, e]) => s === sigma && e === epsilon)
      .map((drawn) => drawn.slice(2));
  };
  const cells = Array.from({ length: 12 }, (_, at) => at);

  it('hold the mean cosine and length of single steps, and the cosine of all together', () => {
    for (const at of cells) {
      const drawn = of(at);
      expect(drawn).toHaveLength(steps);
      expect(map.cells.norm[at]).toBeCloseTo(meanOf(drawn.map((g) => Math.hypot(...g))), 9);
      // the reference is known to a hundredth of its length
      const single = meanOf(drawn.map((g) => cosine(g, GRADIENT)));
      expect(Math.abs(map.cells.cosine[at] - single)).toBeLessThan(0.02);
      const sum = GRADIENT.map((_, i) => meanOf(drawn.map((g) => g[i])));
      expect(Math.abs(map.cells.mean[at] - cosine(sum, GRADIENT))).toBeLessThan(0.02);
      expect([map.cells.differ[at], map.cells.right[at]]).toEqual([
        expect.closeTo(0.5, 12),
        expect.closeTo(0.25, 12),
      ]);
    }
  });

  it('tell what steps have in common from their pairs, without that of a step with itself', () => {
    for (const at of cells) {
      const drawn = of(at);
      const pairs = drawn.flatMap((a, i) =>
        drawn.flatMap((b, j) => (i === j ? [] : [a.reduce((sum, x, k) => sum + x * b[k], 0)])),
      );
      const squares = drawn.map((g) => Math.hypot(...g) ** 2);
      expect(map.cells.common[at]).toBeCloseTo(meanOf(pairs) / meanOf(squares), 9);
    }
    expect(map.cells.common[0]).toBeGreaterThan(0.99);
  });

  it('have a slope with the standard error of the steps: rows that differ are no doubt', () => {
    const many = measured(toy(), 2000, 2000);
    const error = 1 / Math.sqrt(3 * 2000 * ROWS);
    expect(many.cells.slopeError[0] / error).toBeCloseTo(1, 1);
    expect(Math.abs(many.cells.slope[0] - 0.5) / error).toBeLessThan(4.5);
    expect(many.columns.slopeError[0] / error).toBeCloseTo(1, 1);
    expect(Math.abs(many.columns.slope[0] - 0.5) / error).toBeLessThan(4.5);
  });

  it('know how well the reference is known', () => {
    expect(map.columns.certain[0]).toBeGreaterThan(0.999);
    const loud = { ...toy(), reference: (_: number, step: number) => toy().reference(1e4, step) };
    expect(measured(loud, 2, 8).columns.certain[0]).toBeLessThan(0.7);
  });

  it('have no cosine where there is no gradient, on either side', () => {
    const none = {
      gradient: new Float64Array(SIZE),
      slopes: new Float64Array(ROWS),
      ...{ changed: 0, right: 1, rightAugmented: 1 },
    };
    const frozen = measured({ ...toy(), estimate: () => none }, 2, 4);
    expect(frozen.cells.cosine.every(Number.isNaN)).toBe(true);
    expect(snapshotRegime(frozen, 0)).toBe('frozen');
    expect(snapshotShares(frozen)).toEqual({ useful: 0, frozen: 1, wrong: 0 });
    const still = measured({ ...toy(), reference: () => none }, 2, 4);
    expect(still.columns.certain.every(Number.isNaN)).toBe(true);
    expect(snapshotRegime(still, 0)).toBe('unknown');
    expect(snapshotAt(still, 0, 'cosine')).toBeNaN();
    expect(snapshotStepsWrong(still, 0)).toBe(false);
  });
});

describe('the regimes of a snapshot', () => {
  const base = measured(toy(), 4, 100);
  const with_ = (cells: Partial<Record<keyof SnapshotMap['cells'], number>>): SnapshotMap => ({
    ...base,
    cells: {
      ...base.cells,
      ...Object.fromEntries(
        Object.entries(cells).map(([name, value]) => [name, base.cells.differ.map(() => value)]),
      ),
    },
  });

  it.each([
    [{ differ: 0.05, cosine: 1 }, 'frozen'],
    [{ differ: 0.5, cosine: 0.6, common: 0.1 }, 'useful'],
    [{ differ: 0.5, cosine: 0.4, common: 0.1 }, 'loud'],
    [{ differ: 0.5, cosine: 0.4, common: 0.9, slope: 1 }, 'less'],
    [{ differ: 0.5, cosine: -0.4, common: 0.9, slope: -1 }, 'more'],
  ] as const)('are told by the first rule that applies: %o is %s', (cells, regime) => {
    expect(snapshotRegime(with_(cells), 4)).toBe(regime);
  });

  it('are hatched where the slope is told from 0 and has the wrong sign', () => {
    expect(base.columns.slope[0]).toBeGreaterThan(2 * base.columns.slopeError[0]);
    expect(snapshotStepsWrong(with_({ slope: -1, slopeError: 0.4 }), 0)).toBe(true);
    expect(snapshotStepsWrong(with_({ slope: -1, slopeError: 0.6 }), 0)).toBe(false);
    expect(snapshotStepsWrong(with_({ slope: 1, slopeError: 0.1 }), 0)).toBe(false);
  });

  it('have a best epsilon inside the grid alone', () => {
    const fine = mapGrid([0.01, 1], [0.1, 10], 3, 5);
    const count = fine.sigmas.length * fine.epsilons.length;
    const peak = (places: readonly number[]): SnapshotMap => {
      const cosines = new Float64Array(count).fill(0.2);
      for (const place of places) cosines[place * 3 + 1] = 0.8;
      return { ...base, grid: fine, cells: { ...base.cells, cosine: cosines } };
    };
    expect(bestCells(peak([7, 2]))).toEqual([
      { sigma: fine.sigmas[1], epsilon: fine.epsilons[2] },
      { sigma: fine.sigmas[1], epsilon: fine.epsilons[7] },
    ]);
    expect(bestCells(peak([0, 5]))).toEqual([]);
    expect(bestCells(peak([9]))).toEqual([]);
  });
});
