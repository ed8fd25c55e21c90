import { checkSize } from '../checks';
import { normalQuantile } from '../noise/normal';
import { unitUniform, type Rng } from '../rng/rng';
import type { Shape } from './layers';

/**
 * ResNet18 (He, Zhang, Ren and Sun 2016) in the form used for small images: a first convolution of
 * 3 x 3 with stride 1 and no pooling; four stages of two basic blocks with 1, 2, 4 and 8 times
 * `width` channels, the first block of stages 2 to 4 with stride 2; the mean over all places. The
 * embedding has 8 * width numbers; there is no linear layer behind it.
 *
 *   block(x) = relu(BN(conv(relu(BN(conv(x))))) + shortcut(x))
 *
 * with convolutions of 3 x 3, padding 1, no biases, and shortcut(x) = x, or BN(conv(x)) of 1 x 1
 * where the block changes the shape. The first convolution, too, is followed by BN and relu.
 *
 * The PreAct form (He et al. 2016, "Identity Mappings in Deep Residual Networks"), which the released
 * code of NeuralSort trains on Fashion-MNIST and CIFAR-10, normalises before each convolution of a block:
 *
 *   h = relu(BN(x)),   block(x) = conv(relu(BN(conv(h)))) + shortcut
 *
 * with the shortcut x, or conv(h) of 1 x 1 without BN. There is no BN behind its first convolution, and
 * neither BN nor relu behind its last block.
 */
export interface Resnet18Spec {
  readonly input: Shape;
  /** Channels of the first stage; default 64, hence embeddings of 512. */
  readonly width?: number;
  readonly form?: 'usual' | 'preact';
}

/**
 * One convolution with its batch normalisation, if any, and where its numbers lie in the parameter
 * vector: weights [kernel, kernel, in, out], scale [normalised] and offset [normalised] follow one
 * another from `weightsAt` on; its running mean and variance [normalised] start at `statisticsAt`.
 */
export interface Unit {
  readonly kernel: 1 | 3;
  readonly stride: 1 | 2;
  readonly input: Shape;
  readonly output: Shape;
  /** Channels of its normalisation: of the outputs, in the PreAct form of the inputs; 0 of one without. */
  readonly normalised: number;
  readonly weightsAt: number;
  readonly scaleAt: number;
  readonly offsetAt: number;
  readonly statisticsAt: number;
}

/** The two convolutions of a block and the one of its shortcut, as places in the list of units. */
export interface Block {
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

/** @throws RangeError if the width is not a positive integer */
export function resnet18Layout({
  input,
  width = 64,
  form = 'usual',
}: Resnet18Spec): Resnet18Layout {
  checkSize('width', width);
  const units: Omit<Unit, 'statisticsAt'>[] = [];
  let at = 0;
  const add = (kernel: 1 | 3, stride: 1 | 2, from: Shape, channels: number): number => {
    const output: Shape = [Math.ceil(from[0] / stride), Math.ceil(from[1] / stride), channels];
    const scaleAt = at + kernel * kernel * from[2] * channels;
    // first convolution and shortcuts of the PreAct form have none
    const before = units.length > 0 && kernel === 3 ? from[2] : 0;
    const normalised = form === 'preact' ? before : channels;
    const offsetAt = scaleAt + normalised;
    units.push({
      kernel,
      stride,
      input: from,
      output,
      normalised,
      weightsAt: at,
      scaleAt,
      offsetAt,
    });
    at = offsetAt + normalised;
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
    at += 2 * unit.normalised;
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
    params.fill(1, unit.statisticsAt + unit.normalised, unit.statisticsAt + 2 * unit.normalised);
  });
  return params;
}
