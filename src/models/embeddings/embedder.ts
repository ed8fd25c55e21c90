import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../../core/networks/layers';

/**
 * A network from images [count, height, width, channels] to vectors [count, outputSize]. Parameters
 * come in and gradients go out with every call, in one plain vector: no device holds the only copy.
 * What is handed in must stay as it is until the call is answered.
 */
export interface Embedder {
  readonly parameters: number;
  readonly outputSize: number;
  forward(params: Float32Array, images: Float32Array, count: number): Promise<Float32Array>;
  /** Gradient in the parameters of <dOut, outputs>, summed over the images. */
  backward(
    params: Float32Array,
    images: Float32Array,
    count: number,
    dOut: Float32Array,
  ): Promise<Float32Array>;
}

/** @throws RangeError unless there are `count` images of this shape */
export function imageTensor(
  images: Float32Array,
  count: number,
  [height, width, channels]: Shape,
): tf.Tensor4D {
  checkLength('pixels', images, count * height * width * channels);
  return tf.tensor4d(images, [count, height, width, channels]);
}

export function checkLength(what: string, numbers: Float32Array, expected: number): void {
  if (numbers.length !== expected) {
    throw new RangeError(`expected ${expected} ${what}, got ${numbers.length}`);
  }
}

/** Vectors behind one another, at the start of a vector of the given length. */
export function joined(parts: readonly Float32Array[], length: number): Float32Array {
  const all = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
