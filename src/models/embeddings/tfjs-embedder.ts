import * as tf from '@tensorflow/tfjs-core';
import {
  isWeighted,
  outputSize,
  parameterCount,
  placeLayers,
  strideOf,
  type Activation,
  type NetworkSpec,
  type PlacedLayer,
  type WeightedPlace,
} from '../../core/networks/layers';
import type { TfjsSession } from '../tfjs/session';
import { checkLength, imageTensor, joined, type Embedder } from './embedder';

/**
 * The networks of core/networks/layers.ts on tfjs.
 * @throws RangeError from a call whose vectors have the wrong length
 * @throws GpuError from every call, when the device of the session is lost
 */
export function createTfjsEmbedder(session: TfjsSession, spec: NetworkSpec): Embedder {
  const placed = placeLayers(spec);
  const sizes = { parameters: parameterCount(spec), outputSize: outputSize(spec) };

  /** Weights and biases of the layers that have any, in their order. */
  const weightsOf = (params: Float32Array): tf.Tensor[] =>
    placed.flatMap((place) => {
      if (!isWeighted(place)) return [];
      return [
        tf.tensor(params.subarray(place.weightsAt, place.biasAt), weightShape(place)),
        tf.tensor1d(params.subarray(place.biasAt, place.end)),
      ];
    });

  /** Outputs [count, outputSize] of the network. */
  function network(images: tf.Tensor4D, weights: readonly tf.Tensor[]): tf.Tensor2D {
    let next = 0;
    const take = () => weights[next++];
    const output = placed.reduce<tf.Tensor4D>((x, place) => apply(place, x, take), images);
    return tf.reshape(output, [-1, sizes.outputSize]);
  }

  return {
    ...sizes,
    async forward(params, images, count) {
      checkLength('parameters', params, sizes.parameters);
      const [outputs] = await session.compute(() => [
        network(imageTensor(images, count, spec.input), weightsOf(params)),
      ]);
      return outputs;
    },
    async backward(params, images, count, dOut) {
      checkLength('parameters', params, sizes.parameters);
      checkLength('output gradients', dOut, count * sizes.outputSize);
      if (sizes.parameters === 0) return new Float32Array(0);
      const parts = await session.compute(() => {
        const x = imageTensor(images, count, spec.input);
        const dy = tf.tensor2d(dOut, [count, sizes.outputSize]);
        return tf.grads((...weights: tf.Tensor[]) => network(x, weights))(weightsOf(params), dy);
      });
      return joined(parts, sizes.parameters);
    },
  };
}

function weightShape({ layer, input, output }: WeightedPlace): number[] {
  if (layer.kind === 'conv') return [layer.kernel, layer.kernel, input[2], layer.filters];
  return [input[0] * input[1] * input[2], output[2]];
}

/** One layer; `take` hands out its weights, then its biases. */
function apply({ layer }: PlacedLayer, x: tf.Tensor4D, take: () => tf.Tensor): tf.Tensor4D {
  switch (layer.kind) {
    case 'conv': {
      const maps = tf.conv2d(x, take() as tf.Tensor4D, strideOf(layer), 'valid');
      return activate(layer.activation, tf.add(maps, take()));
    }
    case 'pool':
      return tf.maxPool(x, 2, 2, 'valid');
    case 'mean':
      return tf.avgPool(x, 2, 2, 'valid');
    case 'pad': {
      const zeros: [number, number] = [layer.before, layer.after];
      return tf.pad(x, [[0, 0], zeros, zeros, [0, 0]]);
    }
    case 'dense': {
      const rows = tf.reshape(x, [x.shape[0], -1]);
      const units = activate(layer.activation, tf.add(tf.matMul(rows, take()), take()));
      return tf.reshape(units, [x.shape[0], 1, 1, layer.units]);
    }
  }
}

function activate<T extends tf.Tensor>(activation: Activation, x: T): T {
  switch (activation) {
    case 'none':
      return x;
    case 'relu':
      return tf.relu(x);
    case 'softplus':
      return tf.softplus(x);
  }
}
