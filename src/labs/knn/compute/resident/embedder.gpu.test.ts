import { expect, it } from 'vitest';
import { openDevice } from '../../../../gpu/device';
import { createGpuNetwork } from '../../../../gpu/networks/network';
import { createGpuResnet18 } from '../../../../gpu/networks/resnet18';
import { embed, EMBEDDING_BLOCK, shapeOf, type Embeds } from '../../experiment/evaluation';
import { initialParams, partsOf } from '../../experiment/networks';
import type { KnnSetup } from '../../experiment/spec';
import { createGpuEmbedders } from './embedder';

const setup: KnnSetup = {
  ...{ dataset: 'noise', input: [16, 16, 1], classes: 2, network: 'compact' },
  ...{ method: 'direct', scale: 'zero', seed: 3 },
};
const images = {
  count: EMBEDDING_BLOCK + 7,
  pixels: Uint8Array.from({ length: (EMBEDDING_BLOCK + 7) * 256 }, (_, i) => (i * 7919) & 255),
  labels: new Uint8Array(EMBEDDING_BLOCK + 7),
};

it('has two answers on their way at a time, with the same bits, also of two runs that take turns', async () => {
  const open = await openDevice(navigator.gpu);
  const { device } = open;
  let [waits, waiting, most] = [0, 0, 0];
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const map = buffer.mapAsync.bind(buffer);
    buffer.mapAsync = async (...how) => {
      waits++;
      most = Math.max(most, ++waiting);
      await map(...how);
      waiting--;
    };
    return buffer;
  };
  const embedderOf = createGpuEmbedders(open, { createGpuNetwork, createGpuResnet18 });
  const { noiseAt } = partsOf(setup);
  const [a, b] = [3, 4].map((seed) => initialParams({ ...setup, seed }).subarray(0, noiseAt));
  const all = (network: Embeds, params: Float32Array) =>
    embed(network, params, images, { from: 0, to: images.count }, shapeOf(setup));
  const single = (network: Embeds): Embeds => ({ forward: (...call) => network.forward(...call) });

  const alone = await all(single(embedderOf(setup)), a);
  expect([waits, most]).toEqual([2, 1]);
  const other = await all(single(embedderOf(setup)), b);
  expect(other).not.toEqual(alone);
  waits = 0;
  expect(await all(embedderOf(setup), a)).toEqual(alone);
  expect([waits, most]).toEqual([2, 2]);
  const both = await Promise.all([all(embedderOf(setup), a), all(embedderOf(setup), b)]);
  expect(both).toEqual([alone, other]);
  expect(most).toBe(2);
  device.destroy();
});
