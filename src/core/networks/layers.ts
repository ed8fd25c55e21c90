/**
 * Networks for images as lists of layers, all of them with the same plain parameter
 * vector: layer by layer, weights before biases. Images are [batch, height, width, channels].
 */

/** A convolution with a square kernel, without padding; weights [kernel, kernel, in, out]. */
export interface ConvLayer {
  readonly kind: 'conv';
  readonly kernel: number;
  readonly filters: number;
  readonly activation: Activation;
  /** Pixels from window to window, 1 unless told. */
  readonly stride?: number;
}

/** Maximum over windows of 2 x 2 with stride 2; an odd last row or column is left out. */
export interface PoolLayer {
  readonly kind: 'pool';
}

/** The mean over the same windows. */
export interface MeanLayer {
  readonly kind: 'mean';
}

/** Zeros around a map: rows above and columns to the left, rows below and columns to the right. */
export interface PadLayer {
  readonly kind: 'pad';
  readonly before: number;
  readonly after: number;
}

/** All values of an image times a matrix; weights [in, units]. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation;
}

/** Layers that are products with weights, and all. */
export type WeightedLayer = ConvLayer | DenseLayer;
export type Layer = WeightedLayer | PoolLayer | MeanLayer | PadLayer;
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

/** A layer at its place that has weights. */
export type WeightedPlace = PlacedLayer & { readonly layer: WeightedLayer };

export const isWeighted = (place: PlacedLayer): place is WeightedPlace =>
  place.layer.kind === 'conv' || place.layer.kind === 'dense';

export const strideOf = ({ stride = 1 }: ConvLayer) => stride;

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
    const biases = weights > 0 ? output[2] : 0;
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
    case 'conv': {
      const places = (size: number) => Math.floor((size - layer.kernel) / strideOf(layer)) + 1;
      return [places(height), places(width), layer.filters];
    }
    case 'pool':
    case 'mean':
      return [height >> 1, width >> 1, channels];
    case 'pad': {
      const more = layer.before + layer.after;
      return [height + more, width + more, channels];
    }
    case 'dense':
      return [1, 1, layer.units];
  }
}

function weightCount(layer: Layer, input: Shape): number {
  switch (layer.kind) {
    case 'conv':
      return layer.kernel * layer.kernel * input[2] * layer.filters;
    case 'pool':
    case 'mean':
    case 'pad':
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
