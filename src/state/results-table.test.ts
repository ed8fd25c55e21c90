import { describe, expect, it, vi } from 'vitest';
import type { ResultsKind } from '../core/training/results';
import { createResultsTable, type ResultsTableOptions } from './results-table';
import type { Storage } from './storage';

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

function memory(): Storage {
  const kept = new Map<string, unknown>();
  return {
    read: (key) => Promise.resolve(kept.get(key)),
    write: (key, value) => Promise.resolve(Boolean(kept.set(key, value))),
  };
}

const open = (run: ResultsTableOptions<Job, Result>['run'], storage = memory(), now = () => 0) =>
  createResultsTable({ ...{ kind, key: 'table', storage, now }, run });

describe('the results of a table', () => {
  it('are kept, and only what is missing is done after a reload', async () => {
    const storage = memory();
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
    expect(await storage.read('table')).toEqual([result(7)]);
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
      memory(),
      () => time,
    );
    table.start(jobs(1, 2, 3));
    await vi.waitFor(() => expect(heard).not.toBeNull());
    const { onProgress, onResult, signal } = heard!;
    onProgress({ seed: 1 }, 0.5);
    time = 900;
    onProgress({ seed: 2 }, 0.25);
    expect(table.getState()).toMatchObject({ done: 0, total: 3, underWay: 0.75, elapsed: 900 });
    onResult(result(1));
    expect(table.getState()).toMatchObject({ done: 1, underWay: 0.25 });
    table.stop();
    expect(signal.aborted).toBe(true);
    expect(table.getState()).toMatchObject({ running: false, underWay: 0, done: 1 });
  });
});
