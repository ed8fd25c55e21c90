/**
 * Networks for images as lists of layers, all of them with the same plain parameter
 * vector: layer by layer, weights before biases. Images are [batch, height, width, channels].
 */

/** A convolution with a square kernel, stride 1, no padding; weights [kernel, kernel, in, out]. */
export interface ConvLayer {
  readonly kind: 'conv';
  readonly kernel: number;
  readonly filters: number;
  readonly activation: Activation;
}

/** Maximum over windows of 2 x 2 with stride 2; an odd last row or column is left out. */
export interface PoolLayer {
  readonly kind: 'pool';
}

/** All values of an image times a matrix; weights [in, units]. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation;
}

export type Layer = ConvLayer | PoolLayer | DenseLayer;
export type Activation = 'none' | 'relu' | 'softplus';

/** Height, width and channels of one image or feature map. */
export type Shape = readonly [height: number, width: number, channels: number];

export interface NetworkSpec {
  readonly input: Shape;
  readonly layers: readonly Layer[];
}

/** One layer with its place: shapes, and where its weights and biases lie in the vector. */
export interface PlacedLayer {
  readonly layer: Layer;
  readonly input: Shape;
  readonly output: Shape;
  readonly weightsAt: number;
  readonly biasAt: number;
  /** First index after its parameters. */
  readonly end: number;
}

const volume = ([height, width, channels]: Shape) => height * width * channels;

/** @throws RangeError if an image is too small for a layer. */
export function placeLayers({ input, layers }: NetworkSpec): readonly PlacedLayer[] {
  let shape = input;
  let at = 0;
  return layers.map((layer) => {
    const output = outputOf(layer, shape);
    if (!output.every((size) => size > 0)) {
      throw new RangeError(`images of ${input.join(' x ')} are too small for this network`);
    }
    const weights = weightCount(layer, shape);
    const biases = layer.kind === 'pool' ? 0 : output[2];
    const placed = {
      layer,
      input: shape,
      output,
      weightsAt: at,
      biasAt: at + weights,
      end: at + weights + biases,
    };
    shape = output;
    at = placed.end;
    return placed;
  });
}

function outputOf(layer: Layer, [height, width, channels]: Shape): Shape {
  switch (layer.kind) {
    case 'conv':
      return [height - layer.kernel + 1, width - layer.kernel + 1, layer.filters];
    case 'pool':
      return [height >> 1, width >> 1, channels];
    case 'dense':
      return [1, 1, layer.units];
  }
}

function weightCount(layer: Layer, input: Shape): number {
  switch (layer.kind) {
    case 'conv':
      return layer.kernel * layer.kernel * input[2] * layer.filters;
    case 'pool':
      return 0;
    case 'dense':
      return volume(input) * layer.units;
  }
}

/** Length of the parameter vector. */
export function parameterCount(spec: NetworkSpec): number {
  return placeLayers(spec).at(-1)?.end ?? 0;
}

/** Numbers per image that the network gives out. */
export function outputSize(spec: NetworkSpec): number {
  const last = placeLayers(spec).at(-1);
  return last ? volume(last.output) : volume(spec.input);
}
