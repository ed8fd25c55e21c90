import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetworks } from './device';
import { expectPlain, plainBatch } from './testing';

describe.each(['webgpu', 'wasm'] as const)('tfjs on %s', (kind) => {
  // one device for all sizes: its shaders are compiled once
  let device: Awaited<ReturnType<typeof openNetworks>>;
  beforeAll(async () => {
    device = await openNetworks(kind);
  });
  afterAll(() => device.dispose());

  it.each([3, 10, 40])('gives the gradients of the plain networks for d = %i', async (d) => {
    await expectPlain(device.create(d, 32), d);
  });

  it('leaves no tensor behind', async () => {
    const network = device.create(5, 32);
    const { params, x, rows, dScores, dSigma } = plainBatch(5);
    await network.forward(params, x, rows);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) await network.backward(params, x, rows, dScores, dSigma);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says so when its device is lost, and works again once it is reopened', async () => {
    const network = device.create(5, 32);
    const { params, x, rows } = plainBatch(5);
    await network.forward(params, x, rows);
    device.lose();
    const failed = (async () => {
      for (;;) await network.forward(params, x, rows);
    })();
    await expect(failed).rejects.toMatchObject({ name: 'GpuError', code: 'device-lost' });
    device.dispose();
    device = await openNetworks(kind);
    await expectPlain(device.create(5, 32), 5);
  });
});
