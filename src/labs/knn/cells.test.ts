import { expect, it } from 'vitest';
import { sweepJobs } from '../../core/sweeps/sweep';
import type { ConnectOptions } from '../kit/connect';
import { memoryStorage } from '../kit/testing/connect';
import { createKnnCells } from './cells';
import type { KnnCalls } from './compute/protocol';
import type { KnnCell } from './experiment/cell';

it('asks for the very images of somebody’s own that a job names, and for others by the name of their set', async () => {
  const asked: KnnCell[] = [];
  const worker = {
    call(_: string, cell: KnnCell) {
      asked.push(cell);
      return Promise.resolve({ wrong: asked.length });
    },
    dispose: () => undefined,
  };
  const { storage } = memoryStorage();
  const options = {
    another: () => worker,
    cores: 1,
    storage,
    now: () => 0,
    until: new AbortController().signal,
  };
  const table = createKnnCells(options as unknown as ConnectOptions<KnnCalls>);
  const request = {
    ...{ lab: 'knn', settings: 'dataset=own', repetitions: 1, seed: 1 },
    x: { name: 'sigma', values: [1] },
    y: { name: 'k', values: [3] },
  };
  const done = () =>
    new Promise<void>((resolve) => {
      const stop = table.subscribe(({ running, total }) => {
        if (running || total === 0) return;
        stop();
        resolve();
      });
    });
  for (const data of ['own-1f', undefined]) {
    const ended = done();
    table.start(sweepJobs({ ...request, data }));
    await ended;
  }
  expect(asked.map(({ dataset }) => dataset)).toEqual(['own-1f', 'own']);
  expect(table.getState().results.map(({ data }) => data)).toEqual(['own-1f', undefined]);
});
