import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, number, oneOf, orNothing, share, text, whole } from './fields';
import {
  compactFile,
  distinct,
  inShard,
  mergeResults,
  missingJobs,
  parseResults,
  resultsFile,
  type ResultsKind,
} from './results';

interface Job {
  readonly method: 'a' | 'b';
  readonly seed: number;
}

interface Result extends Job {
  readonly right: number;
  readonly loss: number;
  readonly milliseconds: number;
}

const kind: ResultsKind<Job, Result> = {
  kind: 'toy-table',
  title: 'a toy table',
  seeded: true,
  checks: {
    method: oneOf(['a', 'b']),
    seed: whole(),
    right: share,
    loss: orNothing(number),
    milliseconds: number,
  },
  nameOf: ({ method, seed }) => `${method} seed=${seed}`,
  revive: (result) => ({ ...result, loss: result.loss ?? Infinity }),
  conflict: (a, b) => (a.right === b.right ? null : `${a.right} and ${b.right}`),
};

const result = (method: 'a' | 'b', seed = 1, change: Partial<Result> = {}): Result => ({
  ...{ method, seed, right: 0.5, loss: 0.25, milliseconds: 3 },
  ...change,
});

const head = { version: '0.1.0', made: 'a test', seed: 1 };

describe('a field', () => {
  it.each([
    [whole(), 'be a whole number', [0, 7, 0xffffffff], [-1, 1.5, NaN, '7', null, 2 ** 32]],
    [whole(3, 5), 'be a whole number from 3 to 5', [3, 5], [2, 6, 3.5, undefined]],
    [oneOf(['a', 'b']), 'be one of a, b', ['a'], ['c', 'toString', 0, null]],
    [share, 'be a share from 0 to 1', [0, 0.5, 1], [-0.1, 1.1, NaN, '1', null]],
    [number, 'be a number', [-1, 0.5, NaN], ['1', null, undefined]],
    [orNothing(number), 'be a number', [1, null, undefined], ['1', false]],
    [orNothing(whole(1, 3)), 'be a whole number from 1 to 3', [3, undefined], [0, '']],
    [text(), 'be a text', ['', 'a'], [1, null]],
    [text('a name'), 'be a name', ['a'], [undefined]],
  ])('number %# says what it must be', (check, must, good, bad) => {
    expect(check.must).toBe(must);
    expect(good.map((value) => check.fits(value))).toEqual(good.map(() => true));
    expect(bad.map((value) => check.fits(value))).toEqual(bad.map(() => false));
  });

  it('that is wrong is named, the first of several', () => {
    expect(faultOf(result('a'), kind.checks)).toBeNull();
    expect(faultOf({ ...result('a'), seed: -1, right: 2 }, kind.checks)).toBe(
      '"seed" must be a whole number.',
    );
    expect(faultOf(null, kind.checks)).toBe('it must be an object.');
  });
});

describe('a file of results', () => {
  const results = [result('a'), result('b', 1, { loss: Infinity })];

  it('comes back as it was', () => {
    const file = resultsFile(kind, { ...head, results });
    expect(file.endsWith('\n')).toBe(true);
    expect(parseResults(kind, file)).toEqual({
      ok: true,
      file: { app: 'noisy-argmax', kind: 'toy-table', ...head, results },
    });
  });

  it('tells a seed only where all its results are of one', () => {
    const free = { ...kind, seeded: false };
    const file = resultsFile(free, { ...head, results });
    expect(JSON.parse(file)).not.toHaveProperty('seed');
    expect(parseResults(free, file)).toMatchObject({ ok: true, file: { results } });
    expect(parseResults(kind, file)).toEqual({
      ok: false,
      fault: '"seed" of the file must be a whole number.',
    });
  });

  it('may lack what nothing depends on', () => {
    const bare = { app: 'noisy-argmax', kind: 'toy-table', seed: 1, results: [] };
    expect(parseResults(kind, JSON.stringify(bare))).toMatchObject({
      file: { version: '', made: '', results: [] },
    });
  });

  it('never throws, whatever it holds', () => {
    const fields = fc.constantFrom('app', 'kind', 'seed', 'results', 'made');
    const file = { app: 'noisy-argmax', kind: 'toy-table', ...head, results };
    fc.assert(
      fc.property(fields, fc.jsonValue(), (field, value) => {
        const parsed = parseResults(kind, JSON.stringify({ ...file, [field]: value }));
        expect(parsed.ok || /^The file|^Result \d|^"\w+" of the file/.test(parsed.fault)).toBe(
          true,
        );
        expect(() => parseResults(kind, JSON.stringify(value))).not.toThrow();
      }),
    );
  });
});

describe('results of one job', () => {
  const again = result('a', 1, { milliseconds: 9 });

  it('count once, the first of them', () => {
    const all = [result('a'), result('b'), again, result('a', 2)];
    expect(distinct(kind, all)).toEqual([all[0], all[1], all[3]]);
    expect(mergeResults(kind, [all.slice(0, 2), [], all.slice(2)])).toEqual(distinct(kind, all));
  });

  it('that must not differ are told', () => {
    const other = result('a', 1, { right: 1 });
    expect(() => mergeResults(kind, [[result('b'), result('a')], [other]])).toThrow(
      'Two results of a seed=1 differ: 0.5 and 1.',
    );
  });
});

describe('a compact file', () => {
  const file = { version: '1', made: 'a test', seed: 3 };
  const results = [result('a', 3), { ...result('b', 3), right: 1 / 3 }];
  const text = compactFile(kind, { ...file, results });

  it('has the same results, in columns of five digits', () => {
    expect(JSON.parse(text)).toMatchObject({
      columns: { method: ['a', 'b'], right: [0.5, 0.33333] },
    });
    const parsed = parseResults(kind, text);
    expect(parsed).toMatchObject({ ok: true, file });
    expect(parsed.ok && parsed.file.results).toEqual([
      results[0],
      { ...results[1], right: 0.33333 },
    ]);
  });

  it('leaves out a field that some results have not', () => {
    const parsed = parseResults(
      kind,
      text.replace('"columns":{', '"columns":{"full":[null,true],'),
    );
    expect(parsed.ok && parsed.file.results).toEqual([
      results[0],
      { ...results[1], right: 0.33333, full: true },
    ]);
  });

  it.each(['"method":["a"]', '"method":"ab"'])('is refused with %s', (method) => {
    expect(parseResults(kind, text.replace('"method":["a","b"]', method))).toEqual({
      ok: false,
      fault: '"columns" of the file must be lists of one length.',
    });
  });
});

describe('jobs', () => {
  const jobs: readonly Job[] = [1, 2, 3, 4, 5].flatMap((seed) => [
    { method: 'a', seed },
    { method: 'b', seed },
  ]);

  it('are missing that have no result', () => {
    const done = [result('a', 2), result('b', 9)];
    expect(missingJobs(kind, jobs, done)).toEqual(jobs.filter((_, i) => i !== 2));
  });

  it('fall into shards that share nothing and leave nothing out', () => {
    expect(inShard(jobs)).toBe(jobs);
    const shards = [1, 2, 3].map((index) => inShard(jobs, { index, count: 3 }));
    expect(shards.map(({ length }) => length)).toEqual([4, 3, 3]);
    expect(new Set(shards.flat())).toEqual(new Set(jobs));
  });
});
