import { expect, it } from 'vitest';
import { openDevice } from '../../../../gpu/device';
import { createGpuNetwork } from '../../../../gpu/networks/network';
import { createGpuResnet18 } from '../../../../gpu/networks/resnet18';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../../../simd/networks/cpu';
import { repeat, runKnnRepetition, type KnnJob } from '../../experiment/repetition';
import { byteBars } from '../../experiment/testing/byte-bars';
import { createGpuMachine } from './repetition';

const data = byteBars(72, 20);
const job: KnnJob = {
  ...{ dataset: 'bars', variant: 'direct-learned-sigma', network: 'compact', k: 3 },
  ...{ queries: 4, candidates: 8, maxSteps: 10, seed: 5 },
};
const now = () => performance.now();

it('a repetition on a device ends as on the CPU', async () => {
  const open = await openDevice(navigator.gpu);
  const shares: number[] = [];
  const pause = (done: number) => void shares.push(done);
  const machine = createGpuMachine(open, { createGpuNetwork, createGpuResnet18 }, { now, pause });
  const there = await repeat(job, data, machine);
  const here = await runKnnRepetition(job, data, {
    createNetwork: createCpuNetwork,
    pairs: createCpuPairMath(),
    blockDistances: createCpuBlockDistances(),
    now,
  });
  expect(there).toMatchObject({ ...job, steps: 10, fault: '' });
  expect(shares).toEqual(Array.from({ length: 10 }, (_, i) => (i + 1) / 10));
  // a neighbour that is as near may be another where weights differ in their last digits
  expect(Math.abs(there.test.right[0] - here.test.right[0])).toBeLessThanOrEqual(2);
  expect(Math.abs(there.validation! - here.validation!)).toBeLessThanOrEqual(2 / 12);
  expect(there.right).toBeCloseTo(here.right, 2);
  expect(there.sigma).toBeCloseTo(here.sigma, 4);
  open.device.destroy();
});
