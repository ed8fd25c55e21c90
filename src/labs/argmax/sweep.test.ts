import { describe, expect, it } from 'vitest';
import { closedFormMap } from '../../core/maps/closed-form';
import { mapGrid } from '../../core/maps/regime-map';
import { errorAt } from '../../core/maps/regimes';
import { trainProblem } from '../../core/maps/training';
import { defaultsOf } from '../../state/params';
import { anySweep } from '../kit/sweep';
import { argmaxTable, toProblem } from './params';
import { measureArgmax } from './experiment/cell';
import { argmaxSweep } from './sweep';
import type { SweepJob } from '../../core/sweeps/sweep';

/** A cell by the values of its axes. */
const job = (settings: string, cell: Record<string, number>): SweepJob => {
  const [[xName, x], [yName, y]] = Object.entries(cell);
  return { lab: 'argmax', settings, xName, yName, x, y, seed: 4, repetition: 2 };
};

const measure = (cell: SweepJob) => measureArgmax(anySweep(argmaxSweep).task(cell));

describe('a cell of a sweep', () => {
  it('is that of the regime map', () => {
    const problem = toProblem(defaultsOf(argmaxTable));
    const grid = mapGrid([0.1, 10], [0.1, 10], 3, 3);
    const map = closedFormMap(problem, grid);
    for (const [at, x, y] of [
      [4, 1, -1],
      [15, 0.1, 10],
    ] as const) {
      const found = measure(job('', { sigma: x, epsilon: y }));
      expect(found.error).toBeCloseTo(errorAt(map, at, 100), 9);
      expect(found.slope).toBeCloseTo(map.cells.slope[at], 9);
      const { problem: drawn } = anySweep(argmaxSweep).task(job('', { sigma: x, epsilon: y }));
      expect(found.trained).toBe(trainProblem(drawn, 100));
    }
  });

  it('with the draws of its seed where there is no closed form', () => {
    const cell = job('noise=normal', { sigma: 1, epsilon: -1 });
    const [one, again, other] = [cell, cell, { ...cell, seed: 5 }].map((each) => measure(each));
    expect(again).toEqual(one);
    expect(other.differ).not.toBe(one.differ);
  });
});
