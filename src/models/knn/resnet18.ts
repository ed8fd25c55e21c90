import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../../core/experiments/knn/layers';
import { normalQuantile } from '../../core/noise/normal';
import { unitUniform, type Rng } from '../../core/rng/rng';
import type { TfjsSession } from '../tfjs/session';
import { checkLength, imageTensor, joined, type Embedder } from './embedder';

/**
 * ResNet18 (He, Zhang, Ren and Sun 2016) in the form used for small images: a first convolution of
 * 3 x 3 with stride 1 and no pooling; four stages of two basic blocks with 1, 2, 4 and 8 times
 * `width` channels, the first block of stages 2 to 4 with stride 2; the mean over all places. The
 * embedding has 8 * width numbers; there is no linear layer behind it.
 *
 *   block(x) = relu(BN(conv(relu(BN(conv(x))))) + shortcut(x))
 *
 * with convolutions of 3 x 3, padding 1, no biases, and shortcut(x) = x, or BN(conv(x)) of 1 x 1
 * where the block changes the shape.
 */
export interface Resnet18Spec {
  readonly input: Shape;
  /** Channels of the first stage; default 64, hence embeddings of 512. */
  readonly width?: number;
}

/**
 * One convolution with its batch normalisation, and where its numbers lie in the parameter vector:
 * weights [kernel, kernel, in, out], scale [out] and offset [out] follow one another from
 * `weightsAt` on; its running mean [out] and variance [out] start at `statisticsAt`.
 */
export interface Unit {
  readonly kernel: 1 | 3;
  readonly stride: 1 | 2;
  readonly input: Shape;
  readonly output: Shape;
  readonly weightsAt: number;
  readonly scaleAt: number;
  readonly offsetAt: number;
  readonly statisticsAt: number;
}

/** The two convolutions of a block and the one of its shortcut, as places in the list of units. */
interface Block {
  readonly first: number;
  readonly second: number;
  readonly shortcut: number | undefined;
}

/**
 * The parameter vector: all units in the order first convolution, then block by block first
 * convolution, second convolution, shortcut if any; behind them, from `trainable` on, their running
 * statistics in the same order.
 */
export interface Resnet18Layout {
  readonly units: readonly Unit[];
  readonly blocks: readonly Block[];
  /** Numbers with a gradient. */
  readonly trainable: number;
  /** Length of the vector. */
  readonly parameters: number;
  readonly outputSize: number;
}

/** Same as PyTorch's default. */
const EPSILON = 1e-5;
/** Share of a batch in the running statistics; PyTorch's default. */
const MOMENTUM = 0.1;

/** @throws RangeError if the width is not a positive integer */
export function resnet18Layout({ input, width = 64 }: Resnet18Spec): Resnet18Layout {
  if (!Number.isInteger(width) || width < 1) {
    throw new RangeError(`width must be a positive integer, got ${width}`);
  }
  const units: Omit<Unit, 'statisticsAt'>[] = [];
  let at = 0;
  const add = (kernel: 1 | 3, stride: 1 | 2, from: Shape, channels: number): number => {
    const output: Shape = [Math.ceil(from[0] / stride), Math.ceil(from[1] / stride), channels];
    const scaleAt = at + kernel * kernel * from[2] * channels;
    const offsetAt = scaleAt + channels;
    units.push({ kernel, stride, input: from, output, weightsAt: at, scaleAt, offsetAt });
    at = offsetAt + channels;
    return units.length - 1;
  };

  add(3, 1, input, width);
  const blocks: Block[] = [];
  let shape = units[0].output;
  for (const stage of [0, 1, 2, 3]) {
    for (const place of [0, 1]) {
      const channels = width * 2 ** stage;
      const stride = stage > 0 && place === 0 ? 2 : 1;
      const first = add(3, stride, shape, channels);
      const second = add(3, 1, units[first].output, channels);
      const shortcut = stride === 2 ? add(1, stride, shape, channels) : undefined;
      blocks.push({ first, second, shortcut });
      shape = units[second].output;
    }
  }

  const trainable = at;
  const placed = units.map((unit) => {
    const statisticsAt = at;
    at += 2 * unit.output[2];
    return { ...unit, statisticsAt };
  });
  return { units: placed, blocks, trainable, parameters: at, outputSize: shape[2] };
}

/**
 * A parameter vector to start from: weights normal with variance 2 / (kernel^2 in) (He et al. 2015,
 * equation 10), scales 1, offsets 0, running means 0, running variances 1. Weight i of unit n is
 * part i of sample n of the generator.
 */
export function initialResnet18(spec: Resnet18Spec, rng: Rng): Float32Array {
  const { units, parameters } = resnet18Layout(spec);
  const params = new Float32Array(parameters);
  const words = new Uint32Array(4);
  units.forEach((unit, n) => {
    const deviation = Math.sqrt(2 / (unit.kernel * unit.kernel * unit.input[2]));
    for (let at = unit.weightsAt, i = 0; at < unit.scaleAt; at++, i++) {
      if (i % 4 === 0) rng.block(n, i / 4, 0, words);
      params[at] = deviation * normalQuantile(unitUniform(words[i % 4]));
    }
    params.fill(1, unit.scaleAt, unit.offsetAt);
    params.fill(1, unit.statisticsAt + unit.output[2], unit.statisticsAt + 2 * unit.output[2]);
  });
  return params;
}

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
 * @throws RangeError from a call whose vectors have the wrong length
 * @throws GpuError from every call, when the device of the session is lost
 */
export function createResnet18(session: TfjsSession, spec: Resnet18Spec): Resnet18 {
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
) => tf.batchNorm4d(x, mean, variance, offset, scale, EPSILON);

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
  { units, blocks }: Resnet18Layout,
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
  { units, trainable }: Resnet18Layout,
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
      running[from + i] = (1 - MOMENTUM) * params[statisticsAt + i] + MOMENTUM * value;
    }
  }
}
