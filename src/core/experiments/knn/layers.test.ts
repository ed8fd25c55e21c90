import { describe, expect, it } from 'vitest';
import { outputSize, parameterCount, placeLayers, type Layer, type NetworkSpec } from './layers';
import { initialParams, layersOf, partsOf } from './networks';
import type { KnnSetup } from './spec';
import { barSetup } from './testing/bars';

const conv = (kernel: number, filters: number): Layer => ({
  kind: 'conv',
  kernel,
  filters,
  activation: 'relu',
});
const pool: Layer = { kind: 'pool' };
const dense = (units: number): Layer => ({ kind: 'dense', units, activation: 'none' });
const spec = (input: NetworkSpec['input'], ...layers: Layer[]): NetworkSpec => ({ input, layers });

describe('the layers of a network', () => {
  it('of LeNet have the shapes and the 426,070 parameters of the supplement', () => {
    const parts = partsOf({ ...barSetup, input: [28, 28, 1], network: 'lenet' });
    const { dimensions } = parts;
    const embedding = layersOf(parts);
    const shapes = placeLayers(embedding).map(({ output }) => output.join('x'));
    expect(shapes).toEqual(['24x24x20', '12x12x20', '8x8x50', '4x4x50', '1x1x500']);
    expect(parameterCount(embedding)).toBe(426_070);
    expect(dimensions).toBe(500);
  });

  it('lie in the vector one after another without a gap, weights before biases', () => {
    const places = placeLayers(spec([11, 9, 3], conv(3, 5), pool, conv(2, 4), dense(6), dense(2)));
    const expected = [
      // weights, biases
      [3 * 3 * 3 * 5, 5],
      [0, 0],
      [2 * 2 * 5 * 4, 4],
      [3 * 2 * 4 * 6, 6],
      [6 * 2, 2],
    ];
    let at = 0;
    places.forEach(({ weightsAt, biasAt, end }, i) => {
      const [weights, biases] = expected[i];
      expect([weightsAt, biasAt, end]).toEqual([at, at + weights, at + weights + biases]);
      at = end;
    });
    expect(places.map(({ output }) => output)).toEqual([
      [9, 7, 5],
      [4, 3, 5],
      [3, 2, 4],
      [1, 1, 6],
      [1, 1, 2],
    ]);
    places.slice(1).forEach(({ input }, i) => expect(input).toEqual(places[i].output));
  });

  it('leave out an odd last row and column when they pool', () => {
    expect(placeLayers(spec([7, 6, 2], pool))[0].output).toEqual([3, 3, 2]);
    expect(parameterCount(spec([7, 6, 2], pool))).toBe(0);
  });

  it('may end in a map, or be none at all', () => {
    expect(outputSize(spec([7, 6, 2], conv(3, 4)))).toBe(5 * 4 * 4);
    expect(outputSize(spec([7, 6, 2]))).toBe(84);
    expect(parameterCount(spec([7, 6, 2]))).toBe(0);
  });

  it.each([
    ['a kernel', spec([4, 9, 1], conv(5, 2))],
    ['a pool', spec([9, 1, 1], pool)],
    ['a later layer', spec([15, 15, 1], conv(5, 2), pool, conv(5, 2), pool, dense(3))],
  ])('refuse images too small for %s', (_, small) => {
    expect(() => placeLayers(small)).toThrow(RangeError);
    expect(() => placeLayers(small)).toThrow(`images of ${small.input.join(' x ')} are too small`);
  });

  it('take the smallest images that fit', () => {
    const least = spec([16, 16, 1], conv(5, 2), pool, conv(5, 2), pool, dense(3));
    expect(placeLayers(least)[3].output).toEqual([1, 1, 2]);
  });
});

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
