import { describe, expect, it } from 'vitest';
import { closedFormMap } from '../../core/maps/closed-form';
import { mapGrid } from '../../core/maps/regime-map';
import { errorAt } from '../../core/maps/regimes';
import { sweepSeed, type SweepJob } from '../../core/sweeps/sweep';
import { defaultsOf } from '../../state/params';
import { argmaxTable, toProblem } from '../argmax/params';
import { argmaxSweep } from '../argmax/sweep';
import { uniformSequences } from '../matching/experiment/data';
import { createEvaluation } from '../matching/experiment/evaluation';
import { trainToStop } from '../matching/experiment/repetition';
import { matchingTable } from '../matching/params';
import { runSpecs } from '../matching/specs';
import { matchingSweep } from '../matching/sweep';
import { checkAxes, measureCell, readAxis } from './sweep';

describe('an axis', () => {
  const read = (text: string) => readAxis(matchingSweep, text).values;

  it('is a range spaced as the control of its setting, or a list', () => {
    expect(read('sigma=0.01..100:5')).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(read('epsilon=-100..-1:3')).toEqual([-100, -10, -1]);
    expect(read('samples=1..5:9')).toEqual([1, 2, 3, 4, 5]);
    expect(read('d=25,5,10')).toEqual([5, 10, 25]);
  });

  it.each([
    ['sigma', '"sigma" is no axis; one is "sigma=from..to:count".'],
    ['method=1..2:3', '"method" can\'t be swept; sigma, epsilon, d'],
    ['seed=1..2:3', '"seed" can\'t be swept'],
    ['sigma=1..0.1:5', 'The range of sigma is empty: 1 is not less than 0.1.'],
    ['sigma=1..1:5', 'The range of sigma is empty: 1 is not less than 1.'],
    ['sigma=0.01..100:1', 'sigma needs a whole number of values from 2 to 10000, not 1.'],
    ['sigma=0.01..100:1e6', 'sigma needs a whole number of values from 2 to 10000, not 1e6.'],
    ['sigma=0.001..1:5', 'sigma goes from 0.01 to 100; 0.001 is outside.'],
    [
      'epsilon=-1..1:5',
      'epsilon is spaced by its logarithm: -1 and 1 must lie on the same side of 0.',
    ],
    ['epsilon=0,1', 'The size of epsilon goes from'],
    ['d=5,5.5', 'd takes whole numbers, not 5.5.'],
    ['sigma=a..b:3', '"a" of sigma is no number.'],
    ['sigma=1,,2', '"" of sigma is no number.'],
  ])('%s is refused: %s', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });

  it('makes a map with another one, of not too many cells', () => {
    const [sigma, d] = [readAxis(matchingSweep, 'sigma=0.01..100:200'), { name: 'd', values: [5] }];
    expect(() => checkAxes(sigma, d)).not.toThrow();
    expect(() => checkAxes(sigma, sigma)).toThrow('Both axes are sigma; a map needs two settings.');
    const rates = readAxis(matchingSweep, 'rate=0.001..1:100');
    expect(() => checkAxes(sigma, rates)).toThrow('200 by 100 are 20,000 cells; 10,000 at most.');
  });
});

const job = (lab: string, settings: string, cell: Record<string, number>): SweepJob => {
  const [[xName, x], [yName, y]] = Object.entries(cell);
  return { lab, settings, xName, yName, x, y, seed: 4, repetition: 2 };
};

describe('a cell', () => {
  it('of the argmax lab is that of its regime map', async () => {
    const problem = toProblem(defaultsOf(argmaxTable));
    const grid = mapGrid([0.1, 10], [0.1, 10], 3, 3);
    const map = closedFormMap(problem, grid);
    for (const [at, x, y] of [
      [4, 1, -1],
      [15, 0.1, 10],
    ] as const) {
      const found = await measureCell(argmaxSweep, job('argmax', '', { sigma: x, epsilon: y }));
      expect(found.error).toBeCloseTo(errorAt(map, at, 100), 9);
      expect(found.slope).toBeCloseTo(map.cells.slope[at], 9);
    }
  });

  it('with the draws of its seed where there is no closed form', async () => {
    const cell = job('argmax', 'noise=normal', { sigma: 1, epsilon: -1 });
    const [one, again, other] = [cell, cell, { ...cell, seed: 5 }].map((each) =>
      measureCell(argmaxSweep, each),
    );
    expect(await again).toEqual(await one);
    expect((await other).differ).not.toBe((await one).differ);
  });

  it('of the matching lab is the training that the lab would make, tested', async () => {
    const cell = job('matching', 'method=direct-sigma-1&maxSteps=40', { sigma: 0.5, d: 4 });
    const found = await measureCell(matchingSweep, cell);
    const seed = sweepSeed(cell);
    const [spec] = runSpecs({
      ...defaultsOf(matchingTable),
      ...{ method: 'direct-sigma-1', compare: [], sigma: 0.5, d: 4, maxSteps: 40, seed },
    });
    const { state, loss } = await trainToStop(spec, Date.now);
    const test = uniformSequences(seed, 'test', 20, 4);
    const { wrong } = createEvaluation(spec.setup)(state.params, test);
    expect(found).toMatchObject({ wrong: 100 * wrong, steps: state.step, loss, sigma: 0.5 });
    expect(Object.keys(found)).toEqual(Object.keys(matchingSweep.quantities));
  });

  it('in which a training loses its numbers has holes', async () => {
    const settings = 'method=direct-sigma-1&maxSteps=40&optimiser=sgd';
    const found = await measureCell(matchingSweep, job('matching', settings, { rate: 1e12, d: 4 }));
    expect(Number.isFinite(found.steps)).toBe(true);
    expect(Object.values(found).some((value) => !Number.isFinite(value))).toBe(true);
  });

  it('whose value the other settings forbid is refused', async () => {
    const cell = job('argmax', 'scores=1,0', { k: 5, sigma: 1 });
    await expect(measureCell(argmaxSweep, cell)).rejects.toThrow(
      "k can't be 5 under these settings: it would be 1.",
    );
  });
});
