import { checkSize } from '../checks';
import type { Rng } from '../rng/rng';
import type { Shape } from './layers';
import { createUnits, initialResidual, type Block, type ResidualLayout } from './residual';

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

/** @throws RangeError if the width is not a positive integer */
export function resnet18Layout({
  input,
  width = 64,
  form = 'usual',
}: Resnet18Spec): ResidualLayout {
  checkSize('width', width);
  const units = createUnits();
  const add = (kernel: 1 | 3, stride: 1 | 2, from: Shape, channels: number): number => {
    // first convolution and shortcuts of the PreAct form have none
    const before = from !== input && kernel === 3 ? from[2] : 0;
    const normalised = form === 'preact' ? before : channels;
    return units.add({ kernel, stride, input: from, normalised, channels });
  };

  let shape = units.outputOf(add(3, 1, input, width));
  const blocks: Block[] = [];
  for (const stage of [0, 1, 2, 3]) {
    for (const place of [0, 1]) {
      const channels = width * 2 ** stage;
      const stride = stage > 0 && place === 0 ? 2 : 1;
      const first = add(3, stride, shape, channels);
      const second = add(3, 1, units.outputOf(first), channels);
      const shortcut = stride === 2 ? add(1, stride, shape, channels) : undefined;
      blocks.push({ first, second, shortcut });
      shape = units.outputOf(second);
    }
  }
  return units.layout(blocks, shape[2]);
}

/** A parameter vector to start from. */
export const initialResnet18 = (spec: Resnet18Spec, rng: Rng): Float32Array =>
  initialResidual(resnet18Layout(spec), rng);
