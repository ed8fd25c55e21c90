import { describe, expect, it } from 'vitest';
import {
  outputSize,
  parameterCount,
  placeLayers,
  type NetworkSpec,
} from '../../../core/networks/layers';
import { initialParams, layersOf, partsOf } from './networks';
import type { KnnSetup } from './spec';
import { barSetup } from './testing/bars';

describe('the parts of a run', () => {
  it('are the embedding, then the noise network where it is learned, then the head if any', () => {
    const plain = partsOf(barSetup);
    expect([plain.noiseAt, plain.headAt]).toEqual([plain.size, plain.size]);
    const learned = partsOf({ ...barSetup, scale: 'learned' });
    // 5x5 convolution with 4 filters, pooled to 6x6, one output
    expect(learned.headAt - learned.noiseAt).toBe(25 * 4 + 4 + 6 * 6 * 4 + 1);
    expect(learned.size).toBe(learned.headAt);
    const head = partsOf({ ...barSetup, method: 'cross-entropy', scale: 'zero', classes: 7 });
    expect(head.size - head.headAt).toBe(65 * 7);
    expect(outputSize(learned.noise!)).toBe(1);
  });

  it('begin within one over the root of the inputs of their layer, all over that range', () => {
    const setup = { ...barSetup, scale: 'learned', seed: 4 } as const;
    const params = initialParams(setup);
    const { embedding, noise, noiseAt } = partsOf(setup);
    const check = (at: number, of: NetworkSpec, fanIns: readonly number[]) =>
      placeLayers(of)
        .filter(({ layer }) => layer.kind !== 'pool')
        .forEach(({ weightsAt, end }, i) => {
          const sizes = Array.from(params.subarray(at + weightsAt, at + end), Math.abs);
          const bound = 1 / Math.sqrt(fanIns[i]);
          expect(Math.max(...sizes)).toBeLessThan(bound * (1 + 1e-6));
          expect(Math.max(...sizes)).toBeGreaterThan(0.9 * bound);
          const mean = params.subarray(at + weightsAt, at + end).reduce((a, b) => a + b);
          // five standard deviations of the mean of uniform numbers
          expect(Math.abs(mean) / sizes.length).toBeLessThan(
            (5 * bound) / Math.sqrt(3 * sizes.length),
          );
        });
    check(0, embedding!, [25, 200, 16]);
    check(noiseAt, noise!, [25, 144]);
    expect(initialParams(setup)).toEqual(params);
    expect(initialParams({ ...setup, seed: 5 })).not.toEqual(params);
  });
});

describe('ResNet18 as the embedding of a run', () => {
  const setup: KnnSetup = { ...barSetup, network: 'resnet18', input: [32, 32, 3] };

  it('has 512 dimensions, and its running statistics behind what is trained', () => {
    const { embedding, dimensions, trainable, noiseAt, size } = partsOf(setup);
    expect(embedding).toBeNull();
    expect([dimensions, trainable, noiseAt - trainable]).toEqual([512, 11_168_832, 9_600]);
    expect(size).toBe(noiseAt);
    expect(() => layersOf(partsOf(setup))).toThrow('tfjs only');
  });

  it('goes with the noise network for colour images, or else with that of LeNet', () => {
    const { noise, noiseAt, headAt } = partsOf({ ...setup, scale: 'learned' });
    expect(placeLayers(noise!).map(({ output }) => output.join('x'))).toEqual([
      '28x28x20',
      '14x14x20',
      '1x1x1',
    ]);
    expect(headAt - noiseAt).toBe(parameterCount(noise!));
    const grey = { ...setup, scale: 'learned', input: [28, 28, 1] } as const;
    expect(partsOf(grey).noise).toEqual(partsOf({ ...grey, network: 'lenet' }).noise);
  });
});
