import * as tf from '@tensorflow/tfjs-core';
import {
  NORM_EPSILON,
  NORM_MOMENTUM,
  type ResidualLayout,
  type Unit,
} from '../../core/networks/residual';
import { resnet18Layout, type Resnet18Spec } from '../../core/networks/resnet18';
import type { TfjsSession } from '../tfjs/session';
import { checkLength, imageTensor, joined, type Embedder } from './embedder';

/**
 * `forward` evaluates: it normalises by the running statistics, so an embedding depends on its own
 * image only. Training normalises by the mean and variance of the batch.
 */
export interface Resnet18 extends Embedder {
  readonly trainable: number;
  /** The outputs that `backward` differentiates. */
  forwardTraining(params: Float32Array, images: Float32Array, count: number): Promise<Float32Array>;
  /**
   * Gradient of <dOut, outputs of training>, as long as the parameters: zero for the running
   * statistics. Their new values go into `running`, of length parameters - trainable, which may be
   * `params.subarray(trainable)` itself: 0.9 of the old ones and 0.1 of the batch, the variance of
   * the batch being the unbiased one.
   */
  backward(
    params: Float32Array,
    images: Float32Array,
    count: number,
    dOut: Float32Array,
    running?: Float32Array,
  ): Promise<Float32Array>;
}

/**
 * @throws RangeError for the PreAct form, and from a call whose vectors have the wrong length
 * @throws GpuError from every call, when the device of the session is lost
 */
export function createResnet18(session: TfjsSession, spec: Resnet18Spec): Resnet18 {
  if (spec.form === 'preact') {
    throw new RangeError('The PreAct form of ResNet18 does not run on tfjs.');
  }
  const layout = resnet18Layout(spec);
  const { units, trainable, parameters, outputSize } = layout;

  const check = (params: Float32Array) => checkLength('parameters', params, parameters);

  /** The outputs [count * outputSize], then mean and variance of the batch, unit by unit. */
  function training(images: tf.Tensor4D, weights: readonly tf.Tensor[]): tf.Tensor1D {
    const statistics: tf.Tensor1D[] = [];
    const outputs = network(layout, images, weights, (x, _n, offset, scale) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      statistics.push(mean as tf.Tensor1D, variance as tf.Tensor1D);
      return normalise(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale);
    });
    return tf.concat1d([tf.reshape(outputs, [-1]), ...statistics]);
  }

  return {
    parameters,
    trainable,
    outputSize,
    async forward(params, images, count) {
      check(params);
      const [outputs] = await session.compute(() => [
        network(
          layout,
          imageTensor(images, count, spec.input),
          weightsOf(units, params),
          (x, n, offset, scale) => {
            const { statisticsAt, output } = units[n];
            const varianceAt = statisticsAt + output[2];
            const mean = tf.tensor1d(params.subarray(statisticsAt, varianceAt));
            const variance = tf.tensor1d(params.subarray(varianceAt, varianceAt + output[2]));
            return normalise(x, mean, variance, offset, scale);
          },
        ),
      ]);
      return outputs;
    },
    async forwardTraining(params, images, count) {
      check(params);
      const [all] = await session.compute(() => [
        training(imageTensor(images, count, spec.input), weightsOf(units, params)),
      ]);
      return all.slice(0, count * outputSize);
    },
    async backward(params, images, count, dOut, running) {
      check(params);
      checkLength('output gradients', dOut, count * outputSize);
      if (running) checkLength('running statistics', running, parameters - trainable);
      const [all, ...gradients] = await session.compute(() => {
        const x = imageTensor(images, count, spec.input);
        // the statistics leave with the outputs, but no gradient comes in through them
        const dAll = tf.tensor1d(joined([dOut], dOut.length + parameters - trainable));
        const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) =>
          training(x, weights),
        )(weightsOf(units, params), dAll);
        return [value, ...grads];
      });
      if (running) updateRunning(layout, params, all.subarray(dOut.length), count, running);
      return joined(gradients, parameters);
    },
  };
}

type Normalise = (
  x: tf.Tensor4D,
  unit: number,
  offset: tf.Tensor1D,
  scale: tf.Tensor1D,
) => tf.Tensor4D;

/** Without an explicit scale, tfjs has no gradient for it. */
const normalise = (
  x: tf.Tensor4D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
  offset: tf.Tensor1D,
  scale: tf.Tensor1D,
) => tf.batchNorm4d(x, mean, variance, offset, scale, NORM_EPSILON);

/** Weights, scale and offset of every unit. */
function weightsOf(units: readonly Unit[], params: Float32Array): tf.Tensor[] {
  return units.flatMap(({ kernel, input, output, weightsAt, scaleAt, offsetAt }) => [
    tf.tensor4d(params.subarray(weightsAt, scaleAt), [kernel, kernel, input[2], output[2]]),
    tf.tensor1d(params.subarray(scaleAt, offsetAt)),
    tf.tensor1d(params.subarray(offsetAt, offsetAt + output[2])),
  ]);
}

/** Outputs [count, outputSize], with the given normalisation. */
function network(
  { units, blocks }: ResidualLayout,
  images: tf.Tensor4D,
  weights: readonly tf.Tensor[],
  normalised: Normalise,
): tf.Tensor2D {
  const run = (n: number, x: tf.Tensor4D) => {
    const [filter, scale, offset] = weights.slice(3 * n, 3 * n + 3);
    const { kernel, stride } = units[n];
    const maps = tf.conv2d(x, filter as tf.Tensor4D, stride, kernel >> 1);
    return normalised(maps, n, offset as tf.Tensor1D, scale as tf.Tensor1D);
  };
  const last = blocks.reduce(
    (x, { first, second, shortcut }) => {
      const inner = run(second, tf.relu(run(first, x)));
      return tf.relu(tf.add<tf.Tensor4D>(inner, shortcut === undefined ? x : run(shortcut, x)));
    },
    tf.relu(run(0, images)),
  );
  return tf.mean(last, [1, 2]);
}

/** Moves the running statistics of `params` towards those of a batch. */
function updateRunning(
  { units, trainable }: ResidualLayout,
  params: Float32Array,
  batch: Float32Array,
  count: number,
  running: Float32Array,
): void {
  for (const { output, statisticsAt } of units) {
    const [height, width, channels] = output;
    const numbers = count * height * width;
    const unbiased = numbers / Math.max(1, numbers - 1);
    const from = statisticsAt - trainable;
    for (let i = 0; i < 2 * channels; i++) {
      const value = batch[from + i] * (i < channels ? 1 : unbiased);
      running[from + i] = (1 - NORM_MOMENTUM) * params[statisticsAt + i] + NORM_MOMENTUM * value;
    }
  }
}
