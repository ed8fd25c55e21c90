import { expect, it } from 'vitest';
import { until } from '../../compute/testing/until';
import type { SnapshotMap } from '../../core/maps/snapshot';
import { createSnapshots, levelGrid, type WantedSnapshot } from './snapshots';

const MAP = {} as SnapshotMap;
const at = (weights: number, kind = 'run'): WantedSnapshot => ({ kind, weights: String(weights) });

/** Answers when it is told to. */
function open() {
  const asked: { name: string; signal: AbortSignal; answer(): void; fail(): void }[] = [];
  const published: string[] = [];
  const errors: unknown[] = [];
  const { want } = createSnapshots({
    levels: () => 3,
    ask: ({ kind, weights }, level, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')));
        const name = `${kind} ${weights} ${level}`;
        asked.push({
          name,
          signal,
          answer: () => resolve(MAP),
          fail: () => reject(new Error(name)),
        });
      }),
    publish: ({ of }) => published.push(`${of.kind} ${of.weights}`),
    onError: (error) => errors.push(error),
  });
  const answer = async () => {
    const count = published.length;
    asked.at(-1)!.answer();
    await until(() => published.length > count);
    await Promise.resolve();
  };
  return { asked, names: () => asked.map(({ name }) => name), published, errors, want, answer };
}

it('gets better while the weights stay, and ends', async () => {
  const { names, published, want, answer } = open();
  want(at(1));
  for (let i = 0; i < 3; i++) await answer();
  expect(names()).toEqual(['run 1 0', 'run 1 1', 'run 1 2']);
  want(at(1));
  expect(names()).toHaveLength(3);
  expect(published).toHaveLength(3);
});

it('follows a training: the newest weights once the last map is there', async () => {
  const { asked, names, want, answer } = open();
  want(at(1));
  for (let step = 2; step < 6; step++) want(at(step));
  expect(names()).toEqual(['run 1 0']);
  expect(asked[0].signal.aborted).toBe(false);
  await answer();
  expect(names()).toEqual(['run 1 0', 'run 5 0']);
  await answer();
  // a better one is given up for newer weights
  expect(names().at(-1)).toBe('run 5 1');
  want(at(6));
  await until(() => names().length === 4);
  expect(asked[2].signal.aborted).toBe(true);
  expect(names().at(-1)).toBe('run 6 0');
});

it('gives up what is of another training, or out of sight', async () => {
  const { asked, names, published, want } = open();
  want(at(1));
  want(at(1, 'other'));
  await until(() => names().length === 2);
  expect(asked[0].signal.aborted).toBe(true);
  want(null);
  expect(asked[1].signal.aborted).toBe(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(names()).toHaveLength(2);
  want(at(1, 'other'));
  expect(names().at(-1)).toBe('other 1 0');
  expect(published).toEqual([]);
});

it('tells of a failure once, and goes on with other weights', async () => {
  const { asked, names, errors, want, answer } = open();
  want(at(1));
  asked[0].fail();
  await until(() => errors.length === 1);
  expect(names()).toHaveLength(1);
  want(at(2));
  expect(names().at(-1)).toBe('run 2 0');
  await answer();
  expect(errors).toHaveLength(1);
});

it('has the cells of a coarse map among those of the fine one', () => {
  const bounds = { sigma: [0.01, 100], epsilon: [0.01, 1000] } as const;
  const fine = levelGrid({ columns: 21, half: 11 }, bounds);
  const coarse = levelGrid({ columns: 11, half: 6 }, bounds);
  coarse.sigmas.forEach((sigma, s) => expect(sigma).toBeCloseTo(fine.sigmas[2 * s], 9));
  const above = (grid: typeof fine) => grid.epsilons.filter((epsilon) => epsilon > 0);
  above(coarse).forEach((epsilon, e) => expect(epsilon).toBeCloseTo(above(fine)[2 * e], 9));
});
