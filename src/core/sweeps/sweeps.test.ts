import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeResults, parseResults, resultsFile } from '../training/results';
import { sweepGrid } from './cells';
import { coarseToFine } from './order';
import {
  resultOf,
  sweepJobs,
  sweepResults,
  sweepSeed,
  type SweepJob,
  type SweepRequest,
} from './sweep';

const request: SweepRequest = {
  ...{ lab: 'matching', settings: 'd=5', seed: 3, repetitions: 2 },
  x: { name: 'sigma', values: [0.1, 1, 10] },
  y: { name: 'epsilon', values: [-10, -1] },
};

/** Something that every part of a job decides. */
const measured = (job: SweepJob) =>
  resultOf(job, { product: job.x * job.y + sweepSeed(job) / 2 ** 32, steps: job.repetition });

describe('the order of cells', () => {
  it('has every cell once, and every eighth of both sides first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (w, h) => {
        const order = coarseToFine(w, h);
        expect([...order].sort((a, b) => a - b)).toEqual(
          Array.from({ length: w * h }, (_, i) => i),
        );
        const coarse = Math.ceil(w / 8) * Math.ceil(h / 8);
        for (const cell of order.slice(0, coarse)) {
          expect([(cell % w) % 8, Math.floor(cell / w) % 8]).toEqual([0, 0]);
        }
      }),
    );
  });
});

describe('a sweep', () => {
  it('has a job for every cell and repetition, with the same draws in all cells of a repetition', () => {
    const jobs = sweepJobs(request);
    expect(new Set(jobs.map(sweepResults.nameOf)).size).toBe(12);
    expect(jobs.slice(0, 6).map(({ repetition }) => repetition)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(new Set(jobs.map(sweepSeed)).size).toBe(2);
  });

  it('of three shards in any order, through files, is the one of an uninterrupted sweep to the bit', () => {
    const whole = sweepJobs(request).map(measured);
    const parts = [3, 1, 2].map((index) => {
      const results = sweepJobs({ ...request, shard: { index, count: 3 } }).map(measured);
      const read = parseResults(
        sweepResults,
        resultsFile(sweepResults, { version: '', made: '', seed: 3, results }),
      );
      if (!read.ok) throw new Error(read.fault);
      return read.file.results;
    });
    const merged = mergeResults(sweepResults, [...parts, parts[1]]);
    expect(merged).toHaveLength(12);
    expect(sweepGrid(merged)).toEqual(sweepGrid(whole));
  });

  it('has means with standard errors, and holes where nothing has come or could be measured', () => {
    const [first, second] = sweepJobs({
      ...request,
      x: { name: 'sigma', values: [1] },
      y: { name: 'epsilon', values: [-1] },
    });
    const results = [
      resultOf(first, { wrong: 1, loss: Infinity }),
      resultOf(second, { wrong: 3, loss: 2 }),
      resultOf({ ...first, x: 2, y: -2 }, { wrong: 5, loss: 4 }),
    ];
    const { x, y, cells, quantities } = sweepGrid(results);
    expect([x.values, y.values, quantities]).toEqual([
      [1, 2],
      [-2, -1],
      ['wrong', 'loss'],
    ]);
    expect(cells[2]).toEqual({
      wrong: { n: 2, mean: 2, error: 1 },
      loss: { n: 1, mean: 2, error: NaN },
    });
    expect(cells[1]).toMatchObject({ wrong: { n: 1, mean: 5, error: NaN } });
    expect([cells[0], cells[3]]).toEqual([null, null]);
  });

  it('on data of somebody’s own is another one, and says which through files', () => {
    const [job] = sweepJobs({ ...request, data: 'own-1' });
    const [plain] = sweepJobs(request);
    expect(job).toEqual({ ...plain, data: 'own-1' });
    expect(sweepResults.nameOf(job)).not.toBe(sweepResults.nameOf(plain));
    expect(mergeResults(sweepResults, [[measured(job)], [measured(plain)]])).toHaveLength(2);
    expect(() => sweepGrid([measured(job), measured(plain)])).toThrow('data is "own-1"');
    const text = resultsFile(sweepResults, {
      version: '',
      made: '',
      seed: 3,
      results: [measured(job)],
    });
    const read = parseResults(sweepResults, text);
    expect(read.ok && sweepGrid(read.file.results).data).toBe('own-1');
  });

  it('is not mixed with another one', () => {
    const [job] = sweepJobs(request);
    const other = measured({ ...job, settings: 'd=10' });
    expect(() => sweepGrid([measured(job), other])).toThrow(
      'Results of two sweeps: settings is "d=5", and "d=10".',
    );
    expect(() => sweepGrid([])).toThrow('There are no results');
    const changed = { ...measured(job), values: { product: 0, steps: 0 } };
    expect(() => mergeResults(sweepResults, [[measured(job)], [changed]])).toThrow(
      /product is .*, and 0/,
    );
  });
});
