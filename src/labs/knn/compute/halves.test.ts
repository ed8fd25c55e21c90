import { describe, expect, it } from 'vitest';
import { layersOf, partsOf } from '../experiment/networks';
import { halvesOf } from './halves';
import { digitSetup } from './testing/knn';

const parts = partsOf(digitSetup);
const [embedding, noise] = halvesOf(parts, 10, 3);

describe('the halves of a step', () => {
  it('are all weights of the networks, and none of the head', () => {
    const { noiseAt, headAt, dimensions } = partsOf({ ...digitSetup, method: 'cross-entropy' });
    expect([embedding, noise]).toMatchObject([
      { name: 'embedding', from: 0, to: noiseAt, outputs: dimensions, count: 10 },
      { name: 'noise', from: noiseAt, to: headAt, outputs: 1, count: 3 },
    ]);
    expect([embedding.spec, noise.spec]).toEqual([layersOf(parts), parts.noise]);
  });

  it('are one where the scale of the noise is not learned', () => {
    const [only, ...others] = halvesOf(partsOf({ ...digitSetup, scale: 'fixed' }), 10, 3);
    expect([only.name, others.length]).toEqual(['embedding', 0]);
  });

  it('are none of ResNet18', () => {
    const resnet = partsOf({ ...digitSetup, network: 'resnet18' });
    expect(() => halvesOf(resnet, 10, 3)).toThrow('ResNet18 runs on tfjs only.');
  });
});
