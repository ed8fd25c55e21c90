import { describe, expect, it, vi } from 'vitest';
import type { ResultsKind } from '../core/training/results';
import { createResultsTable, type ResultsTableOptions } from './results-table';
import { memoryTabs } from './testing';

interface Job {
  readonly seed: number;
}
interface Result extends Job {
  readonly right: number;
}

const kind: ResultsKind<Job, Result> = {
  ...{ kind: 'a-table', title: 'a table', seeded: false, checks: {} },
  nameOf: ({ seed }) => String(seed),
};
const result = (seed: number): Result => ({ seed, right: 10 * seed });
const jobs = (...seeds: readonly number[]): Job[] => seeds.map((seed) => ({ seed }));

type Run = ResultsTableOptions<Job, Result>['run'];

const { signal: until } = new AbortController();
const open = (run: Run, storage = memoryTabs().open(), now = () => 0) =>
  createResultsTable({ ...{ kind, key: 'table', storage, until, now }, run });

describe('the results of a table', () => {
  it('are kept, and only what is missing is done after a reload', async () => {
    const storage = memoryTabs().open();
    const done: number[] = [];
    const reopened = () =>
      open((asked, { onResult, signal }) => {
        for (const { seed } of asked) {
          if (signal.aborted) break;
          done.push(seed);
          onResult(result(seed));
        }
        return Promise.resolve();
      }, storage);
    const first = reopened();
    first.start(jobs(0, 1));
    await vi.waitFor(() => expect(first.getState().done).toBe(2));
    const second = reopened();
    second.start(jobs(0, 1, 2));
    await vi.waitFor(() => expect(second.getState().results).toHaveLength(3));
    await vi.waitFor(() => expect(second.getState().running).toBe(false));
    expect(done).toEqual([0, 1, 2]);
    second.clear();
    expect(second.getState()).toMatchObject({ results: [], total: 0 });
    second.add([result(7), result(7)]);
    await vi.waitFor(async () => expect(await storage.read('table')).toEqual([result(7)]));
  });

  it('are made anew where those that there are do not count', async () => {
    const done: number[] = [];
    let isExact = false;
    const choosing = { ...kind, prefers: (a: Result, b: Result) => a.right < b.right };
    const table = createResultsTable({
      ...{ kind: choosing, key: 'table', storage: memoryTabs().open(), until, now: () => 0 },
      counts: ({ right }) => !isExact || right === 0,
      run(asked, { onResult }) {
        for (const { seed } of asked) {
          done.push(seed);
          onResult({ seed, right: isExact ? 0 : seed });
        }
        return Promise.resolve();
      },
    });
    table.start(jobs(1, 2));
    await vi.waitFor(() => expect(table.getState()).toMatchObject({ done: 2, running: false }));
    table.start(jobs(1, 2, 3));
    await vi.waitFor(() => expect(table.getState().results).toHaveLength(3));
    await vi.waitFor(() => expect(table.getState().running).toBe(false));
    isExact = true;
    table.start(jobs(1, 2));
    await vi.waitFor(() =>
      expect(table.getState()).toMatchObject({ done: 2, total: 2, running: false }),
    );
    expect(table.getState().results.map(({ right }) => right)).toEqual([0, 0, 3]);
    expect(done).toEqual([1, 2, 3, 1, 2]);
  });

  it('say what went wrong and keep what there is', async () => {
    const table = open((_, { onResult }) => {
      onResult(result(0));
      return Promise.reject(new Error('no threads'));
    });
    table.start(jobs(0, 1));
    await vi.waitFor(() => expect(table.getState().error).toBe('no threads'));
    expect(table.getState().results).toHaveLength(1);
    expect(table.getState().running).toBe(false);
  });

  it('tell how far jobs under way are, until they are done or stopped', async () => {
    let heard: Parameters<ResultsTableOptions<Job, Result>['run']>[1] | null = null;
    let time = 0;
    const table = open(
      (_, how) => {
        heard = how;
        return new Promise<void>(() => undefined);
      },
      memoryTabs().open(),
      () => time,
    );
    table.start(jobs(1, 2, 3));
    await vi.waitFor(() => expect(heard).not.toBeNull());
    const { onProgress, onResult, signal } = heard!;
    onProgress({ seed: 1 }, 0.5);
    time = 900;
    onProgress({ seed: 2 }, 0.25);
    await vi.waitFor(() =>
      expect(table.getState()).toMatchObject({ done: 0, total: 3, underWay: 0.75, elapsed: 900 }),
    );
    onResult(result(1));
    await vi.waitFor(() => expect(table.getState()).toMatchObject({ done: 1, underWay: 0.25 }));
    table.stop();
    expect(signal.aborted).toBe(true);
    expect(table.getState()).toMatchObject({ running: false, underWay: 0, done: 1 });
  });
});

describe('a table in two tabs', () => {
  /** Each tab does one job at a time, when it is let; which tab has done which. */
  function openTwo() {
    const tabs = memoryTabs();
    const done: string[] = [];
    const doNext: (() => void)[] = [];
    const openOne = (name: string) =>
      open(async (asked, { claim, onResult, signal }) => {
        for (const wait of [false, true]) {
          for (const job of asked) {
            if (signal.aborted || !(await claim(job, wait))) continue;
            await new Promise<void>((resolve) => doNext.push(resolve));
            done.push(`${name}${job.seed}`);
            onResult(result(job.seed));
          }
        }
      }, tabs.open());
    return { tabs, done, doNext, a: openOne('a'), b: openOne('b') };
  }

  it('is shared: no job is done twice, and both show all results', async () => {
    const { tabs, done, doNext, a, b } = openTwo();
    const all = jobs(0, 1, 2, 3, 4);
    a.start(all);
    await vi.waitFor(() => expect(doNext).toHaveLength(1));
    b.start(all);
    await vi.waitFor(() => expect(doNext).toHaveLength(2));
    while (done.length < all.length) {
      await vi.waitFor(() => expect(doNext).not.toHaveLength(0));
      doNext.shift()!();
      await vi.waitFor(() => expect(tabs.kept.get('table')).toHaveLength(done.length));
    }
    for (const tab of [a, b]) {
      await vi.waitFor(() =>
        expect(tab.getState()).toMatchObject({ running: false, done: 5, total: 5, error: null }),
      );
      expect(
        tab
          .getState()
          .results.map(({ seed }) => seed)
          .sort(),
      ).toEqual([0, 1, 2, 3, 4]);
    }
    expect(done.map((name) => name.slice(1)).sort()).toEqual(['0', '1', '2', '3', '4']);
    expect(new Set(done.map(([tab]) => tab))).toEqual(new Set(['a', 'b']));
  });

  it('is finished by one tab when the other one stops', async () => {
    const { done, doNext, a, b } = openTwo();
    a.start(jobs(0, 1));
    await vi.waitFor(() => expect(doNext).toHaveLength(1));
    b.start(jobs(0, 1));
    await vi.waitFor(() => expect(doNext).toHaveLength(2));
    doNext.pop()!();
    await vi.waitFor(() => expect(b.getState().done).toBe(1));
    a.stop();
    doNext.shift()!();
    await vi.waitFor(() => expect(b.getState().running).toBe(false));
    expect(b.getState()).toMatchObject({ done: 2, total: 2 });
    expect(done).toEqual(['b1', 'a0']);
  });
});
