import { expect, it } from 'vitest';
import { deferred } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import type { MapTraining } from '../../core/maps/training';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import type { TrainRequest } from './compute/protocol';
import { createTrainings } from './trainings';

const problem: ArgmaxProblem = {
  ...{ scores: [1, 0], loss: [0, 1], k: 1, sigma: 1, epsilon: 1, seed: 3 },
  noise: noiseSpec('gumbel'),
};
const wanted = { problem, batch: 10, sigmas: [0.1, 1], epsilons: [0.1, 1] } as const;

/** Trainings that come when they are let. */
function open() {
  const asked: { request: TrainRequest; signal: AbortSignal; come: () => void }[] = [];
  const meshes: number[] = [];
  const { want } = createTrainings({
    ask(request, signal) {
      const answer = deferred<MapTraining>();
      const { mesh } = request;
      const come = () => answer.resolve({ draws: 10, mesh, losses: new Float64Array(4) });
      asked.push({ request, signal, come });
      return answer.promise;
    },
    publish: ({ mesh }) => meshes.push(mesh),
    onError: () => undefined,
  });
  const next = async (count: number) => {
    await until(() => asked.length === count);
    return asked[count - 1];
  };
  return { want, next, asked, meshes };
}

it('comes from coarse to fine at rest, and once for a point that moves', async () => {
  const { want, next, asked, meshes } = open();
  want(wanted, false);
  for (const count of [1, 2, 3]) (await next(count)).come();
  await until(() => meshes.length === 3);
  expect(meshes).toEqual([8, 4, 1]);
  want({ ...wanted, problem: { ...problem, sigma: 2, epsilon: -3 } }, false);
  await Promise.resolve();
  expect(asked).toHaveLength(3);
});

it('has a first look alone while a hand moves scores, and gives up finer ones for it', async () => {
  const { want, next, asked, meshes } = open();
  want(wanted, false);
  (await next(1)).come();
  const fine = await next(2);
  const other = { ...wanted, problem: { ...problem, scores: [1, 0.5] } };
  want(other, true);
  expect(fine.signal.aborted).toBe(true);
  fine.come();
  const first = await next(3);
  expect(first.request).toMatchObject({ mesh: 8, problem: other.problem });
  first.come();
  await until(() => meshes.length === 2);
  expect(meshes).toEqual([8, 8]);
  expect(asked).toHaveLength(3);
  // at rest it goes on
  want(other, false);
  expect((await next(4)).request.mesh).toBe(4);
  want(null, false);
  expect(asked[3].signal.aborted).toBe(true);
});
