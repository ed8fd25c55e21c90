import { softplus } from '../logistic';
import {
  isWeighted,
  outputSize,
  placeLayers,
  strideOf,
  type NetworkSpec,
  type PlacedLayer,
  type WeightedPlace,
} from './layers';

/**
 * A network that computes on the CPU. Its parameters come with every call, so that nothing here has
 * to be kept in step with a run.
 */
export interface Network {
  /** Outputs [count, outputSize] of images [count, height, width, channels]. */
  forward(params: Float32Array, images: Float32Array, count: number): Float32Array;
  /**
   * Adds the gradient of <dOut, outputs> in the parameters to `gradient`, for the images of the last
   * call of `forward`.
   */
  backward(dOut: Float32Array, gradient: Float32Array): void;
}

/**
 * The plain form: loops that say what a layer is. It is the truth that the SIMD kernels and tfjs are
 * tested against, and what runs where a browser has no SIMD.
 */
export function createPlainNetwork(spec: NetworkSpec): Network {
  const places = placeLayers(spec);
  let params: Float32Array = new Float32Array(0);
  /** What went into every layer, and last what came out. */
  let maps: Float64Array[] = [];
  let count = 0;

  return {
    forward(weights, images, images_) {
      params = weights;
      count = images_;
      const [height, width, channels] = spec.input;
      maps = [Float64Array.from(images.subarray(0, count * height * width * channels))];
      for (const place of places)
        maps.push(forwardLayer(place, params, maps[maps.length - 1], count));
      return Float32Array.from(maps[maps.length - 1]);
    },
    backward(dOut, gradient) {
      let slopes: Float64Array = Float64Array.from(dOut.subarray(0, count * outputSize(spec)));
      for (let i = places.length - 1; i >= 0; i--) {
        slopes = backwardLayer(places[i], params, maps[i], maps[i + 1], slopes, gradient, count);
      }
    },
  };
}

const volume = ([height, width, channels]: readonly [number, number, number]) =>
  height * width * channels;

/**
 * Calls back for every input of every place of the layer: its products with as many weights as the
 * layer has units, the first of which is named, go into as many outputs, of which too the first is.
 */
function eachInput(
  { layer, input, output, weightsAt }: WeightedPlace,
  visit: (input: number, weight: number, output: number) => void,
): void {
  const [, width, channels] = input;
  const units = output[2];
  const kernel = layer.kind === 'conv' ? layer.kernel : 0;
  const stride = layer.kind === 'conv' ? strideOf(layer) : 1;
  const rows = layer.kind === 'conv' ? kernel * channels : volume(input);
  for (let y = 0; y < output[0]; y++) {
    for (let x = 0; x < output[1]; x++) {
      const out = (y * output[1] + x) * units;
      for (let ky = 0; ky < Math.max(1, kernel); ky++) {
        const from = ((stride * y + ky) * width + stride * x) * channels;
        for (let j = 0; j < rows; j++) {
          visit(from + j, weightsAt + (ky * rows + j) * units, out);
        }
      }
    }
  }
}

function forwardLayer(
  place: PlacedLayer,
  params: Float32Array,
  values: Float64Array,
  count: number,
): Float64Array {
  const { input, output, biasAt } = place;
  const [inSize, outSize, units] = [volume(input), volume(output), output[2]];
  const result = new Float64Array(count * outSize);
  for (let image = 0; image < count; image++) {
    const [from, to] = [image * inSize, image * outSize];
    if (!isWeighted(place)) {
      eachSource(place, values, from, (i, out, share) => {
        result[to + out] += share * values[from + i];
      });
      continue;
    }
    for (let i = 0; i < outSize; i++) result[to + i] = params[biasAt + (i % units)];
    eachInput(place, (i, w, o) => {
      const value = values[from + i];
      for (let u = 0; u < units; u++) result[to + o + u] += value * params[w + u];
    });
  }
  if (!isWeighted(place) || place.layer.activation === 'none') return result;
  const activate = place.layer.activation === 'relu' ? (x: number) => Math.max(0, x) : softplus;
  return result.map(activate);
}

function backwardLayer(
  place: PlacedLayer,
  params: Float32Array,
  values: Float64Array,
  outputs: Float64Array,
  dOut: Float64Array,
  gradient: Float32Array,
  count: number,
): Float64Array {
  const { input, output, biasAt } = place;
  const [inSize, outSize, units] = [volume(input), volume(output), output[2]];
  const dIn = new Float64Array(count * inSize);
  const slopes = dOut.map((d, i) => {
    if (!isWeighted(place) || place.layer.activation === 'none') return d;
    if (place.layer.activation === 'relu') return outputs[i] > 0 ? d : 0;
    return d * -Math.expm1(-outputs[i]);
  });
  const sums = new Float64Array(gradient.length);
  for (let image = 0; image < count; image++) {
    const [from, to] = [image * inSize, image * outSize];
    if (!isWeighted(place)) {
      eachSource(place, values, from, (i, out, share) => {
        dIn[from + i] += share * slopes[to + out];
      });
      continue;
    }
    for (let i = 0; i < outSize; i++) sums[biasAt + (i % units)] += slopes[to + i];
    eachInput(place, (i, w, o) => {
      const value = values[from + i];
      let slope = dIn[from + i];
      for (let u = 0; u < units; u++) {
        sums[w + u] += value * slopes[to + o + u];
        slope += params[w + u] * slopes[to + o + u];
      }
      dIn[from + i] = slope;
    });
  }
  for (let i = place.weightsAt; i < place.end; i++) gradient[i] += sums[i];
  return dIn;
}

/**
 * Calls back for every input that goes into an output of a layer without weights, with its share in it:
 * the largest of a window, a quarter of each, or the pixel inside of the zeros.
 */
function eachSource(
  place: PlacedLayer,
  values: Float64Array,
  from: number,
  visit: (input: number, output: number, share: number) => void,
): void {
  const { layer, input, output } = place;
  if (layer.kind === 'pad') {
    const [height, width, channels] = input;
    for (let y = 0; y < height; y++) {
      const row = ((y + layer.before) * output[1] + layer.before) * channels;
      for (let i = 0; i < width * channels; i++) visit(y * width * channels + i, row + i, 1);
    }
    return;
  }
  eachWindow(place, (window, out) => {
    if (layer.kind === 'pool') visit(largestOf(window, values, from), out, 1);
    else for (const i of window) visit(i, out, 1 / window.length);
  });
}

/** The four inputs of every pooled output. */
function eachWindow(
  { input, output }: PlacedLayer,
  visit: (window: readonly number[], output: number) => void,
): void {
  const [, width, channels] = input;
  for (let y = 0; y < output[0]; y++) {
    for (let x = 0; x < output[1]; x++) {
      for (let c = 0; c < channels; c++) {
        const first = (2 * y * width + 2 * x) * channels + c;
        const below = first + width * channels;
        const window = [first, first + channels, below, below + channels];
        visit(window, (y * output[1] + x) * channels + c);
      }
    }
  }
}

/** The first of the largest values of a window. */
const largestOf = (window: readonly number[], values: Float64Array, from: number) =>
  window.reduce((best, i) => (values[from + i] > values[from + best] ? i : best));
