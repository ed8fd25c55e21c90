import { expect, it } from 'vitest';
import { initialParams, partsOf } from '../experiment/networks';
import { createPlainNetwork } from '../../../core/networks/plain';
import { createLocalSource } from '../experiment/source';
import { knnVariants } from '../experiment/spec';
import { barSetup } from '../experiment/testing/bars';
import { openInNode } from '../../../models/tfjs/testing/node';
import { distance, wave } from '../../../models/tfjs/testing/numbers';
import { networksOn } from './tfjs-device';
import { createResnet18 } from '../../../models/embeddings/resnet18';

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

it('trains ResNet18 by the statistics of the batch, and embeds by the running ones', async () => {
  const setup = { ...barSetup, network: 'resnet18', input: [16, 16, 1], scale: 'learned' } as const;
  const session = await openInNode('wasm');
  const device = networksOn('wasm', session);
  const params = initialParams(setup);
  const { trainable, noiseAt, size } = partsOf(setup);
  const network = createResnet18(session, { input: [16, 16, 1] });
  const source = device.source(setup);
  const images = wave(2 * 16 * 16, 2);
  const own = params.subarray(0, noiseAt);
  expect(source.running!()).toBeNull();
  const { embeddings, sigma } = await source.forward(params, images, 2, 1);
  expect(embeddings).toEqual(await network.forwardTraining(own, images, 2));
  expect(sigma).toHaveLength(1);

  const dOut = wave(2 * 512, 3);
  const running = new Float32Array(noiseAt - trainable);
  const expected = await network.backward(own, images, 2, dOut, running);
  const gradient = await source.backward(dOut, wave(1, 4));
  expect(gradient).toHaveLength(size);
  expect(distance(gradient.subarray(0, noiseAt), expected)).toBeLessThan(1e-6);
  expect(gradient.subarray(noiseAt).some((value) => value !== 0)).toBe(true);
  expect(source.running!()).toEqual(running);
  const embedder = device.embedder(setup);
  expect(await embedder.forward(own, images, 2)).toEqual(await network.forward(own, images, 2));
});
