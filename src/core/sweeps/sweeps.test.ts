import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceSentence, madeOn } from '../training/devices';
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

  it('may be of devices in part: by one device to the bit, by several in any order with the processor’s first', () => {
    const jobs = sweepJobs({ ...request, repetitions: 1 });
    const whole = jobs.map(measured);
    const by = (device: string, add: number) =>
      jobs.map((job) => resultOf(job, { product: job.x * job.y + add, steps: 0 }, device));
    const [first, second] = [by('card A', 1e-7), by('card B', 2e-7)];
    for (const lists of [
      [first.slice(0, 3), second, whole.slice(2)],
      [whole.slice(2), second, first.slice(0, 3)],
    ]) {
      const grid = sweepGrid(mergeResults(sweepResults, lists));
      expect(grid).toEqual(sweepGrid([...first.slice(0, 2), ...whole.slice(2)]));
      expect(grid.makers.filter((maker) => maker === 'card A')).toHaveLength(2);
      expect(grid.makers.filter((maker) => maker === 'CPU')).toHaveLength(4);
    }
    expect(() =>
      mergeResults(sweepResults, [first, [{ ...first[0], values: { product: 1, steps: 0 } }]]),
    ).toThrow(/product is/);
  });

  it('says in a sentence what made it where that was no processor', () => {
    const cpu = {};
    const card = { device: 'a card' };
    expect(deviceSentence([cpu, cpu])).toBe('');
    expect(deviceSentence([card, card])).toBe(
      'All results come from a card, in float32: they agree with those of processors up to rounding, which long trainings may enlarge.',
    );
    expect(deviceSentence([card, cpu, cpu])).toBe(
      '1 of 3 results come from a card, in float32, the others from processors, in float64: these two agree up to rounding, which long trainings may enlarge.',
    );
    expect([madeOn([card, cpu, card]), madeOn([card]), madeOn([cpu])]).toEqual([
      ...['CPU, a card', 'a card', 'CPU'],
    ]);
  });
});
