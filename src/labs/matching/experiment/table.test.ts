import { describe, expect, it } from 'vitest';
import { mergeResults, parseResults } from '../../../core/training/results';
import { printedCell, printedEpoch, printedSizes, printedVariants } from './printed';
import type { RepetitionResult } from './repetition';
import { jobName, matchingResults, tableJobs, tableRows } from './table';

const request = {
  variants: ['direct-sigma-0', 'gumbel-sinkhorn'] as const,
  ds: [5, 10],
  repetitions: 7,
  seed: 3,
};

const result = (repetition: number, wrong: number): RepetitionResult => ({
  ...{ variant: 'direct-sigma-0', d: 5, seed: 3, repetition, wrong, wrongBest: 0, kendall: 1 },
  ...{ steps: 60, loss: 0, bestLoss: 0, growth: 1, sigma: 0, millisecondsPerStep: 2 },
  stopped: 'it made its 60 steps',
});

describe('the jobs of a table', () => {
  it('are every cell once before the next repetition', () => {
    const jobs = tableJobs(request);
    expect(jobs).toHaveLength(28);
    expect(new Set(jobs.map(jobName)).size).toBe(28);
    expect(jobs.slice(0, 4).every(({ repetition }) => repetition === 0)).toBe(true);
  });

  it('fall into shards that share nothing and leave nothing out', () => {
    const shards = [1, 2, 3].map((index) =>
      tableJobs({ ...request, shard: { index, count: 3 } }).map(jobName),
    );
    expect(shards.flat().sort()).toEqual(tableJobs(request).map(jobName).sort());
    expect(new Set(shards.flat()).size).toBe(28);
  });
});

describe('the rows of a table', () => {
  it('summarise the repetitions of a cell, each job once', () => {
    const results = [result(0, 0), result(1, 0), result(2, 0.4), result(3, 0), result(3, 0)];
    const [row] = tableRows(results);
    expect(row).toMatchObject({ d: 5, repetitions: 4, perfect: 75, steps: 60, milliseconds: 2 });
    expect(row.wrong.mean).toBeCloseTo(10, 12);
    expect(row.wrong.std).toBeCloseTo(20, 12);
    expect(row.perfectInterval[0]).toBeLessThan(75);
  });

  it('do not depend on the order of the results', () => {
    const results = [result(0, 0), { ...result(0, 0.2), d: 10 }, result(1, 0.4)];
    expect(tableRows([...results].reverse())).toEqual(tableRows(results));
  });
});

describe('merging', () => {
  it('takes equal results of one job once and names a conflict', () => {
    expect(
      mergeResults(matchingResults, [[result(0, 0)], [result(0, 0), result(1, 0.2)]]),
    ).toHaveLength(2);
    expect(() => mergeResults(matchingResults, [[result(0, 0)], [result(0, 0.2)]])).toThrow(
      /direct-sigma-0 d=5 seed=3 repetition=0 differ/,
    );
  });
});

describe('a file of results', () => {
  const file = {
    app: 'noisy-argmax',
    kind: 'matching-table',
    version: '0.1.0',
    made: 'a command',
    seed: 3,
    results: [result(0, 0), result(1, 0.2)],
  };

  it('reads back as it was written', () => {
    expect(parseResults(matchingResults, JSON.stringify(file))).toEqual({ ok: true, file });
  });

  it('reads back the loss of a run that has none', () => {
    const lost = { ...result(0, 1), loss: Infinity, bestLoss: Infinity, steps: 0 };
    const text = JSON.stringify({ ...file, results: [lost] });
    expect(parseResults(matchingResults, text)).toMatchObject({ file: { results: [lost] } });
  });

  it.each([
    ['text', 'not JSON', 'is not JSON'],
    ['a list', '[]', 'a JSON object'],
    ['null', 'null', 'a JSON object'],
    ['another file', '{"app":"other"}', 'not a matching table'],
    ['no seed', JSON.stringify({ ...file, seed: -1 }), '"seed"'],
    ['no results', JSON.stringify({ ...file, results: 3 }), '"results"'],
    ['a result that is none', JSON.stringify({ ...file, results: [null] }), 'Result 1'],
    [
      'an unknown method',
      JSON.stringify({ ...file, results: [result(0, 0), { ...result(1, 0), variant: 'magic' }] }),
      'Result 2 of the file: "variant"',
    ],
    [
      'a size out of range',
      JSON.stringify({ ...file, results: [{ ...result(0, 0), d: 1000 }] }),
      '"d" must be a whole number from 3 to 128',
    ],
    [
      'a share above 1',
      JSON.stringify({ ...file, results: [result(0, 1.5)] }),
      '"wrong" must be a share',
    ],
  ])('is refused with a sentence: %s', (_, text, says) => {
    const parsed = parseResults(matchingResults, text);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.fault).toContain(says);
  });
});

it('has the printed numbers of four methods at six sizes', () => {
  expect(printedSizes).toEqual([5, 10, 25, 40, 60, 100]);
  expect(printedVariants).toHaveLength(4);
  expect(printedCell('gumbel-sinkhorn', 100)).toEqual({ perfect: 0, wrong: 11.3, std: 11.2 });
  expect(printedCell('blackbox', 100)).toBeNull();
  expect(printedCell('direct-sigma-0', 7)).toBeNull();
  expect(printedEpoch('direct-learned-sigma', 40)).toBe(252);
  expect(printedEpoch('direct-sigma-0', 40)).toBeNull();
});
