import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { openNetworks } from './device';
import { expectPlain, plainBatch } from './testing';

describe.each(['webgpu', 'wasm'] as const)('tfjs on %s', (kind) => {
  it.each([3, 10, 40])('gives the gradients of the plain networks for d = %i', async (d) => {
    const device = await openNetworks(kind);
    await expectPlain(device.create(d, 32), d);
    device.dispose();
  });

  it('leaves no tensor behind', async () => {
    const device = await openNetworks(kind);
    const network = device.create(5, 32);
    const { params, x, rows, dScores, dSigma } = plainBatch(5);
    await network.forward(params, x, rows);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) await network.backward(params, x, rows, dScores, dSigma);
    expect(tf.memory().numTensors).toBe(before);
    device.dispose();
  });

  it('says so when its device is lost, and works again once it is reopened', async () => {
    const device = await openNetworks(kind);
    const network = device.create(5, 32);
    const { params, x, rows } = plainBatch(5);
    await network.forward(params, x, rows);
    device.lose();
    const failed = (async () => {
      for (;;) await network.forward(params, x, rows);
    })();
    await expect(failed).rejects.toMatchObject({ name: 'GpuError', code: 'device-lost' });
    device.dispose();
    const again = await openNetworks(kind);
    await expectPlain(again.create(5, 32), 5);
    again.dispose();
  });
});
