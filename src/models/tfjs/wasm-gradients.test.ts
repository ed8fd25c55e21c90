import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { openInNode } from './testing/node';
import { distance, wave } from './testing/numbers';
import { installWasmGradients } from './wasm-gradients';

const TOLERANCE = 1e-5;

/** The same work on both backends: each of its results is the same up to the rounding of float32. */
async function expectSameOnBoth(work: () => tf.Tensor[]): Promise<Float32Array[]> {
  const cpu = await openInNode('cpu');
  const wasm = await openInNode('wasm');
  const expected = await cpu.compute(work);
  const actual = await wasm.compute(work);
  expected.forEach((numbers, i) => expect(distance(actual[i], numbers)).toBeLessThan(TOLERANCE));
  return actual;
}

type Four = [number, number, number, number];
type Pad = 'valid' | 'same' | number;

const tensor = (shape: number[], seed: number) =>
  tf.tensor<tf.Rank.R4>(wave(tf.util.sizeFromShape(shape), seed), shape as Four);

describe('gradients of a convolution on wasm are those of the cpu backend', () => {
  const cases: [name: string, x: Four, filter: Four, strides: [number, number], pad: Pad][] = [
    ['no padding', [3, 9, 8, 2], [3, 3, 2, 4], [1, 1], 'valid'],
    ['padding', [2, 6, 7, 3], [3, 3, 3, 2], [1, 1], 'same'],
    ['a padding of 1 and stride 2, odd size', [2, 7, 7, 3], [3, 3, 3, 5], [2, 2], 1],
    ['a padding of 1 and stride 2, even size', [2, 8, 8, 3], [3, 3, 3, 5], [2, 2], 1],
    ['one pixel and stride 2', [2, 7, 8, 4], [1, 1, 4, 3], [2, 2], 'valid'],
    ['padding on one side only', [2, 8, 6, 1], [2, 4, 1, 3], [2, 1], 'same'],
    ['a filter wider than the image', [2, 3, 2, 2], [5, 5, 2, 3], [1, 1], 'same'],
    ['one image, one channel, one filter', [1, 5, 5, 1], [5, 5, 1, 1], [1, 1], 'valid'],
    ['a batch that does not fit into one part', [9, 30, 30, 24], [5, 5, 24, 2], [1, 1], 'same'],
  ];
  it.each(cases)('%s', async (_name, xShape, filterShape, strides, pad) => {
    await expectSameOnBoth(() => {
      const [x, filter] = [tensor(xShape, 1), tensor(filterShape, 2)];
      const dy = tensor(tf.conv2d(x, filter, strides, pad).shape, 3);
      const y = (image: tf.Tensor, weights: tf.Tensor) =>
        tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, strides, pad);
      return tf.grads(y)([x, filter], dy);
    });
  });

  it('refuses images whose channels come first', async () => {
    const wasm = await openInNode('wasm');
    const attrs = { strides: 1, pad: 'valid', dataFormat: 'NCHW', filterShape: [3, 3, 2, 1] };
    const work = (): tf.Tensor[] => [
      tf
        .engine()
        .runKernel(
          'Conv2DBackpropFilter',
          { x: tensor([1, 2, 5, 5], 1), dy: tensor([1, 1, 3, 3], 2) },
          attrs,
        ),
    ];
    await expect(wasm.compute(work)).rejects.toThrow('NHWC');
  });
});

describe('the gradient of a maximum over windows on wasm is that of the cpu backend', () => {
  const cases: [name: string, x: Four, size: [number, number], strides: number, pad: Pad][] = [
    ['2 x 2', [3, 8, 6, 5], [2, 2], 2, 'valid'],
    ['2 x 2, odd size', [2, 7, 9, 3], [2, 2], 2, 'valid'],
    ['windows that overlap', [2, 7, 7, 3], [3, 3], 2, 'valid'],
    ['windows that leave the image', [2, 7, 6, 3], [3, 2], 2, 'same'],
    ['windows of different height and width', [1, 6, 6, 2], [1, 3], 1, 1],
  ];
  describe.each([0, -2, 2])('numbers around %i', (level) => {
    it.each(cases)('%s', async (_name, shape, size, strides, pad) => {
      const [gradient] = await expectSameOnBoth(() => {
        const x = tf.add<tf.Tensor4D>(tensor(shape, 1), level);
        const y = (image: tf.Tensor) => tf.maxPool(image as tf.Tensor4D, size, strides, pad);
        return [tf.grad(y)(x, tensor(y(x).shape, 2))];
      });
      expect(gradient.some((value) => value !== 0)).toBe(true);
    });
  });

  it('goes to the first among equal numbers, minus infinity included', async () => {
    const pool = (image: tf.Tensor) => tf.maxPool(image as tf.Tensor4D, 2, 2, 'valid');
    const wasm = await openInNode('wasm');
    for (const value of [0, -3, -Infinity]) {
      const [gradient] = await wasm.compute(() => [tf.grad(pool)(tf.fill([1, 2, 2, 1], value))]);
      expect(Array.from(gradient)).toEqual([1, 0, 0, 0]);
    }
  });
});

describe('sums by segment on wasm', () => {
  it.each([[[7]], [[7, 3]], [[7, 2, 3]]])('of %j are those of the cpu backend', async (shape) => {
    await expectSameOnBoth(() => [
      tf.unsortedSegmentSum(tensor(shape, 1), tf.tensor1d([2, 0, 2, -1, 3, 9, 0], 'int32'), 5),
    ]);
  });

  it('are the gradient of gather', async () => {
    await expectSameOnBoth(() => {
      const rows = tf.tensor1d([4, 0, 4, 2], 'int32');
      return [tf.grad((x) => tf.gather(x, rows))(tensor([5, 3], 1), tensor([4, 3], 2))];
    });
  });
});

describe('products of matrices on wasm are those of the cpu backend', () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposed: %s, %s', async (left, right) => {
    const matrix = (
      rows: number,
      columns: number,
      turned: boolean,
      batch: number[],
      seed: number,
    ) => tensor([...batch, ...(turned ? [columns, rows] : [rows, columns])], seed) as tf.Tensor;
    await expectSameOnBoth(() =>
      [[], [1], [3], [2, 2]].map((batch) =>
        tf.matMul(matrix(7, 5, left, batch, 1), matrix(5, 6, right, batch, 2), left, right),
      ),
    );
  });
});

it('nothing stays behind in the memory of wasm, and a second installation changes nothing', async () => {
  const wasm = await openInNode('wasm');
  const step = () =>
    wasm.compute(() => {
      const [x, filter, matrix] = [
        tensor([4, 8, 8, 3], 1),
        tensor([3, 3, 3, 8], 2),
        tensor([128, 4], 3),
      ];
      const y = (image: tf.Tensor, weights: tf.Tensor, dense: tf.Tensor) => {
        const maps = tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
        return tf.matMul(tf.reshape(tf.maxPool(maps, 2, 2, 'valid'), [4, -1]), dense);
      };
      return tf.grads(y)([x, filter, matrix]);
    });
  const before = await step();
  const held = () => [tf.memory().numTensors, tf.engine().backend.numDataIds()];
  const atRest = held();
  installWasmGradients();
  const after = await step();
  expect(held()).toEqual(atRest);
  expect(after).toEqual(before);
});
