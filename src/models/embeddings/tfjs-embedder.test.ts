import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openInNode } from '../tfjs/testing/node';
import { distance } from '../tfjs/testing/numbers';
import { batchOf, expectPlain, lenet, smallNetwork } from './testing/plain-layers';
import { createTfjsEmbedder } from './tfjs-embedder';

it.each(['cpu', 'wasm'] as const)(
  'gives the outputs of the definition and the gradients of finite differences on %s',
  async (backend) => {
    const session = await openInNode(backend);
    await expectPlain(createTfjsEmbedder(session, smallNetwork), smallNetwork, 3);
  },
);

it('gives the same outputs and gradients of LeNet on wasm as on the cpu backend', async () => {
  const { params, images, count, dOut } = batchOf(lenet, 2, 0.05);
  const run = async (backend: 'cpu' | 'wasm') => {
    const embedder = createTfjsEmbedder(await openInNode(backend), lenet);
    const outputs = await embedder.forward(params, images, count);
    return { outputs, gradient: await embedder.backward(params, images, count, dOut) };
  };
  const [cpu, wasm] = [await run('cpu'), await run('wasm')];
  expect(cpu.outputs.length).toBe(count * 500);
  expect(cpu.gradient.length).toBe(431_080 - 5_010);
  expect(cpu.gradient.some((value) => value !== 0)).toBe(true);
  expect(distance(wasm.outputs, cpu.outputs)).toBeLessThan(1e-5);
  expect(distance(wasm.gradient, cpu.gradient)).toBeLessThan(1e-4);
});

it('gives nothing but the images without layers', async () => {
  const embedder = createTfjsEmbedder(await openInNode('cpu'), { input: [2, 2, 1], layers: [] });
  const images = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  expect(await embedder.forward(new Float32Array(0), images, 2)).toEqual(images);
  expect((await embedder.backward(new Float32Array(0), images, 2, images)).length).toBe(0);
});

it('names what has the wrong length', async () => {
  const embedder = createTfjsEmbedder(await openInNode('cpu'), smallNetwork);
  const { params, images, dOut } = batchOf(smallNetwork, 2, 1);
  await expect(embedder.forward(params.subarray(1), images, 2)).rejects.toThrow(/parameters, got/);
  await expect(embedder.forward(params, images, 3)).rejects.toThrow('expected 294 pixels, got 196');
  await expect(embedder.backward(params, images, 2, dOut.subarray(1))).rejects.toThrow(/gradients/);
});

it('leaves no tensor behind', async () => {
  const embedder = createTfjsEmbedder(await openInNode('wasm'), smallNetwork);
  const { params, images, count, dOut } = batchOf(smallNetwork, 2, 1);
  await embedder.forward(params, images, count);
  const before = tf.memory().numTensors;
  for (let i = 0; i < 5; i++) {
    await embedder.forward(params, images, count);
    await embedder.backward(params, images, count, dOut);
  }
  expect(tf.memory().numTensors).toBe(before);
});
