import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openInNode } from '../tfjs/testing/node';
import { expectPlain, plainBatch } from './testing';
import { createTfjsNetwork } from './tfjs-network';

const open = () => openInNode('cpu');

it.each([3, 10, 40])('gives the gradients of the plain networks for d = %i', async (d) => {
  await expectPlain(createTfjsNetwork(await open(), d, 32), d);
});

it('leaves no tensor behind', async () => {
  const network = createTfjsNetwork(await open(), 5, 32);
  const { params, x, rows, dScores, dSigma } = plainBatch(5);
  await network.forward(params, x, rows);
  const before = tf.memory().numTensors;
  for (let i = 0; i < 20; i++) {
    await network.forward(params, x, rows);
    await network.backward(params, x, rows, dScores, dSigma);
  }
  expect(tf.memory().numTensors).toBe(before);
});
