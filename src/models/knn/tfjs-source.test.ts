import { expect, it } from 'vitest';
import { initialParams, partsOf } from '../../core/experiments/knn/networks';
import { createPlainNetwork } from '../../core/experiments/knn/network';
import { createLocalSource } from '../../core/experiments/knn/source';
import { knnVariants } from '../../core/experiments/knn/spec';
import { barSetup } from '../../core/experiments/knn/testing/bars';
import { openInNode } from '../tfjs/testing/node';
import { distance, wave } from '../tfjs/testing/numbers';
import { networksOn } from './device';

const COUNT = 7;
const QUERIES = 3;

it.each(['direct-learned-sigma', 'cross-entropy'] as const)(
  'gives the embeddings, noise scales and gradients of the plain networks: %s',
  async (variant) => {
    const { method, scale } = knnVariants[variant];
    const setup = { ...barSetup, method, scale };
    const device = networksOn('wasm', await openInNode('wasm'));
    const [here, there] = [
      createLocalSource(setup, COUNT, createPlainNetwork),
      device.source(setup),
    ];
    const params = initialParams(setup);
    const { dimensions, noiseAt } = partsOf(setup);
    const images = wave(COUNT * 16 * 16, 2);
    const expected = await here.forward(params, images, COUNT, QUERIES);
    const found = await there.forward(params, images, COUNT, QUERIES);
    expect(distance(found.embeddings, expected.embeddings)).toBeLessThan(1e-5);
    if (expected.sigma) expect(distance(found.sigma!, expected.sigma)).toBeLessThan(1e-5);
    else expect(found.sigma).toBeNull();

    const [dEmbeddings, dSigma] = [wave(COUNT * dimensions, 3), wave(QUERIES, 4)];
    const gradient = await there.backward(dEmbeddings, dSigma);
    expect(distance(gradient, await here.backward(dEmbeddings, dSigma))).toBeLessThan(1e-4);

    const embedder = device.embedder(setup);
    const alone = await embedder.forward(params.subarray(0, noiseAt), images, COUNT);
    expect(alone).toEqual(found.embeddings);
  },
);
