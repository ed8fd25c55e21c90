import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactFile, mergeResults, parseResults } from '../../../core/training/results';
import { wilsonInterval } from '../../../core/training/statistics';
import type { KnnResult } from './repetition';
import { variantNames, type KnnVariant } from './spec';
import { knnJobName, knnJobs, knnRows, knnResults, type KnnTableRequest } from './table';

const request: KnnTableRequest = {
  ...{ dataset: 'drawn', variants: variantNames, network: 'compact', ks: [1, 5, 9] },
  ...{ queries: 100, candidates: 100, minutes: 10, seed: 3 },
};

const result = (variant: KnnVariant, k: number, right: number): KnnResult => ({
  ...{ dataset: 'drawn', variant, network: 'compact', k, queries: 100, candidates: 100 },
  ...{ minutes: 10, seed: 3, steps: 60, validation: 0.9, right: 0.8, sigma: 0.5 },
  ...{ millisecondsPerStep: 12, fault: '' },
  test: { images: 200, ks: [1, 5], right: [right - 1, right] },
});

describe('the jobs of a table', () => {
  it('are every method for every k, as the request has them', () => {
    const jobs = knnJobs(request);
    expect(jobs).toHaveLength(3 * variantNames.length);
    expect(new Set(jobs.map(knnJobName)).size).toBe(jobs.length);
    expect(jobs.slice(0, variantNames.length).every(({ k }) => k === 1)).toBe(true);
    const { variants, ks, ...same } = request;
    expect(jobs[0]).toEqual({ ...same, variant: variants[0], k: ks[0] });
  });

  it('fall into shards that share nothing and leave nothing out', () => {
    for (const count of [1, 2, 3, 8, 50]) {
      const shards = Array.from({ length: count }, (_, i) =>
        knnJobs({ ...request, shard: { index: i + 1, count } }).map(knnJobName),
      );
      expect(shards.flat().sort()).toEqual(knnJobs(request).map(knnJobName).sort());
    }
  });

  it('have a name that tells all that makes another job', () => {
    const [job] = knnJobs(request);
    const others = [
      ...[{ dataset: 'mnist' }, { variant: 'cross-entropy' as const }, { k: 9 }, { minutes: 11 }],
      ...[{ network: 'lenet' as const }, { queries: 10 }, { candidates: 90 }, { seed: 4 }],
      ...[{ maxSteps: 10 }, { maxSteps: 11 }],
    ];
    const names = others.map((change) => knnJobName({ ...job, ...change }));
    expect(new Set([knnJobName(job), ...names]).size).toBe(1 + others.length);
  });
});

describe('the rows of a table', () => {
  it('have percentages with their intervals', () => {
    const [{ cells }] = knnRows([result('direct-learned-sigma', 5, 190)]);
    const [low, high] = wilsonInterval(190, 200);
    expect(cells).toEqual([
      { k: 1, percent: 94.5, interval: expect.any(Array) as unknown },
      { k: 5, percent: 95, interval: [100 * low, 100 * high] },
    ]);
  });

  it('tell the minutes that training had, or that its steps took', () => {
    const { minutes, ...counted } = result('direct-sigma-0', 5, 190);
    expect(knnRows([{ ...counted, minutes: 10 }])[0].minutes).toBe(minutes);
    const [row] = knnRows([{ ...counted, maxSteps: 60, millisecondsPerStep: 1234 }]);
    expect(row).toMatchObject({ maxSteps: 60, minutes: 1.23 });
  });

  it('stand in order of set, k and method, each job once, however the results come', () => {
    const results = [
      { ...result('direct-learned-sigma', 5, 190), dataset: 'mnist' },
      result('cross-entropy', 5, 190),
      result('direct-sigma-0', 9, 180),
      result('direct-learned-sigma', 5, 190),
      result('direct-learned-sigma', 5, 190),
    ];
    const names = knnRows(results).map(({ dataset, k, variant }) => `${dataset} ${k} ${variant}`);
    expect(names).toEqual([
      ...['drawn 5 direct-learned-sigma', 'drawn 5 cross-entropy', 'drawn 9 direct-sigma-0'],
      'mnist 5 direct-learned-sigma',
    ]);
    expect(knnRows([...results].reverse())).toEqual(knnRows(results));
    expect(knnRows([])).toEqual([]);
  });
});

describe('merging', () => {
  it('keeps the first of two results of one job', () => {
    const first = result('direct-sigma-0', 5, 190);
    const other = result('direct-sigma-0', 9, 180);
    const merged = mergeResults(knnResults, [
      [first],
      [result('direct-sigma-0', 5, 150), other],
      [],
    ]);
    expect(merged).toEqual([first, other]);
  });
});

describe('a file of results', () => {
  const head = { app: 'noisy-argmax', kind: 'knn-table', version: '0.1.0', made: 'a test' };
  const results = [result('direct-sigma-0', 5, 190), result('relax-subsample', 9, 3)];
  const withResult = (change: object) =>
    JSON.stringify({ ...head, results: [results[0], { ...results[1], ...change }] });

  it('comes back as it was', () => {
    const parsed = parseResults(knnResults, JSON.stringify({ ...head, results }));
    expect(parsed).toEqual({ ok: true, file: { ...head, results } });
  });

  it('comes back with what was not measured, as a run of the page may have it', () => {
    const parsed = parseResults(knnResults, withResult({ validation: NaN, right: NaN }));
    expect(parsed).toMatchObject({ ok: true, file: { results: [{}, { validation: null }] } });
  });

  it('comes back of a compact one, with the fields that only some results have', () => {
    const mixed = [
      { ...results[0], validation: null },
      { ...results[1], maxSteps: 60 },
    ];
    const text = compactFile(knnResults, { version: '0.1.0', made: 'a test', results: mixed });
    const parsed = parseResults(knnResults, text);
    expect(parsed.ok && parsed.file.results).toEqual(mixed);
  });

  it.each([
    ['{', 'The file is not JSON.'],
    ['[]', 'The file does not hold a JSON object.'],
    ['null', 'The file does not hold a JSON object.'],
    ['{}', 'The file is not a kNN table of Noisy Argmax.'],
    [JSON.stringify({ ...head, kind: 'matching-table', results }), 'not a kNN table'],
    [JSON.stringify(head), '"results" of the file must be a list.'],
    [JSON.stringify({ ...head, results: [3] }), 'Result 1 of the file: it must be an object.'],
    [withResult({ dataset: 3 }), 'Result 2 of the file: "dataset" must be a name.'],
    [withResult({ variant: 'toString' }), '"variant" must be one of direct-sigma-0,'],
    [withResult({ network: 'vgg' }), '"network" must be one of compact, lenet, resnet18.'],
    [withResult({ k: 51 }), '"k" must be a whole number from 1 to 50.'],
    [withResult({ queries: 1.5 }), '"queries" must be a whole number.'],
    [withResult({ candidates: '100' }), '"candidates" must be a whole number.'],
    [withResult({ seed: -1 }), '"seed" must be a whole number.'],
    [withResult({ steps: null }), '"steps" must be a whole number.'],
    [withResult({ minutes: '10' }), '"minutes" must be a number.'],
    [withResult({ maxSteps: 1.5 }), '"maxSteps" must be a whole number.'],
    [withResult({ validation: 'high' }), '"validation" must be a number.'],
    [withResult({ sigma: undefined }), '"sigma" must be a number.'],
    [withResult({ fault: undefined }), '"fault" must be a text.'],
    [withResult({ test: undefined }), '"test" must hold'],
    [withResult({ test: { images: 0, ks: [1], right: [0] } }), '"test" must hold'],
    [withResult({ test: { images: 9, ks: [1, 5], right: [3] } }), '"test" must hold'],
    [withResult({ test: { images: 9, ks: [1], right: [10] } }), '"test" must hold'],
    [withResult({ test: { images: 9, ks: ['1'], right: [3] } }), '"test" must hold'],
  ])('number %# is refused in a sentence', (text, says) => {
    const parsed = parseResults(knnResults, text);
    expect(parsed.ok ? 'accepted' : parsed.fault).toContain(says);
  });

  it('never throws, and what it accepts makes rows', () => {
    const fields = fc.constantFrom(...Object.keys(results[1]));
    fc.assert(
      fc.property(fields, fc.jsonValue(), (field, value) => {
        const parsed = parseResults(knnResults, withResult({ [field]: value }));
        if (parsed.ok) expect(knnRows(parsed.file.results).length).toBeGreaterThan(0);
        expect(() => parseResults(knnResults, JSON.stringify(value))).not.toThrow();
      }),
    );
  });
});
