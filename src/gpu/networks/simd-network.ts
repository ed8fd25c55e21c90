import { placeLayers, type NetworkSpec, type PlacedLayer } from '../../core/experiments/knn/layers';
import { softplus, type Network } from '../../core/experiments/knn/network';
import { createArena, type Arena, type Block } from './products';

const padded = (channels: number) => (channels + 3) & ~3;

/** One layer with its memory. Sizes are per image unless they say otherwise. */
interface Stage {
  readonly place: PlacedLayer;
  /** Channels of the input as they lie in memory, and of the output. */
  readonly inChannels: number;
  readonly outChannels: number;
  readonly inSize: number;
  readonly outSize: number;
  /** Rows of the weight matrix: inputs that one output sees, padding included. */
  readonly fanIn: number;
  readonly weights: Block;
  readonly dWeights: Block;
  readonly out: Block;
  readonly dOut: Block;
}

/**
 * A network on the SIMD kernel, for batches of up to `capacity` images: twin of `createPlainNetwork`.
 * Inside, the channels of every map are padded to fours with zeros; outside, parameters and gradients
 * have the layout of layers.ts.
 */
export function createSimdNetwork(spec: NetworkSpec, capacity: number): Network {
  const arena = createArena();
  const [height, width, channels] = spec.input;
  // products read an image as it is, a pool in fours
  const inChannels = spec.layers[0]?.kind === 'pool' ? padded(channels) : channels;
  const pixels = height * width;
  const input = arena.allocate(capacity * pixels * inChannels);
  const stages = createStages(arena, spec, inChannels, capacity);
  const inputs = stages.map((_, i) => (i === 0 ? input : stages[i - 1].out));
  const scratch = arena.allocate(Math.max(4, ...stages.map(scratchSize)));
  const bias = arena.allocate(Math.max(4, ...stages.map(({ outChannels }) => outChannels)));
  const last = stages[stages.length - 1];
  const [rows, columns, outputs] = last.place.output;
  let batch = 0;

  return {
    forward(params, images, count) {
      if (count > capacity) throw new RangeError(`at most ${capacity} images, not ${count}`);
      batch = count;
      copyRows(images, channels, arena.view(input), inChannels, count * pixels);
      stages.forEach((stage, i) => {
        loadWeights(arena, stage, params, bias);
        forwardStage(arena, stage, inputs[i], count);
        if (stage.place.layer.kind !== 'pool') activate(arena, stage, bias, count);
      });
      const points = count * rows * columns;
      const result = new Float32Array(points * outputs);
      copyRows(arena.view(last.out), last.outChannels, result, outputs, points);
      return result;
    },
    backward(dOut, gradient) {
      // the gradients of the batch before are still there
      if (batch === 0) return;
      const view = arena.view(last.dOut).fill(0, 0, batch * last.outSize);
      copyRows(dOut, outputs, view, last.outChannels, batch * rows * columns);
      for (let i = stages.length - 1; i >= 0; i--) {
        const stage = stages[i];
        const dInput = i > 0 ? stages[i - 1].dOut : null;
        if (stage.place.layer.kind === 'pool') {
          if (dInput) poolGradient(arena, stage, inputs[i], dInput, batch);
          continue;
        }
        activationGradient(arena, stage, batch);
        weightGradient(arena, stage, inputs[i], batch);
        unloadGradient(arena, stage, gradient, batch);
        if (dInput) inputGradient(arena, stage, dInput, scratch, batch);
      }
    },
  };
}

function createStages(
  arena: Arena,
  spec: NetworkSpec,
  firstChannels: number,
  capacity: number,
): Stage[] {
  let inChannels = firstChannels;
  return placeLayers(spec).map((place) => {
    const { layer, input, output } = place;
    const outChannels = padded(output[2]);
    const inSize = input[0] * input[1] * inChannels;
    const outSize = output[0] * output[1] * outChannels;
    const fanIn =
      layer.kind === 'conv' ? layer.kernel ** 2 * inChannels : layer.kind === 'dense' ? inSize : 0;
    const weights = arena.allocate(fanIn * outChannels);
    const dWeights = arena.allocate(fanIn * outChannels);
    const out = arena.allocate(capacity * outSize);
    const dOut = arena.allocate(capacity * outSize);
    const stage = { place, inChannels, outChannels, inSize, outSize, fanIn };
    inChannels = outChannels;
    return { ...stage, weights, dWeights, out, dOut };
  });
}

/** Numbers that the gradient in the input of a stage needs beside it: turned weights, and windows. */
function scratchSize({ place: { layer, output }, fanIn, outChannels }: Stage): number {
  if (layer.kind === 'pool') return 0;
  const turned = fanIn * outChannels;
  return layer.kind === 'dense' ? turned : turned + output[0] * output[1] * (fanIn / layer.kernel);
}

/** Weights into their padded places, biases into the block of the stage under way. */
function loadWeights(arena: Arena, stage: Stage, params: Float32Array, bias: Block): void {
  const { place, weights, outChannels } = stage;
  if (place.layer.kind === 'pool') return;
  const view = arena.view(weights);
  eachWeightRow(stage, (row, at) => {
    const to = row * outChannels;
    view.set(params.subarray(at, at + place.output[2]), to);
  });
  const biases = arena.view(bias).fill(0);
  biases.set(params.subarray(place.biasAt, place.end));
}

/** Every row of the weight matrix with its place in the parameter vector; padding has none. */
function eachWeightRow(
  { place, inChannels, fanIn }: Stage,
  visit: (row: number, at: number) => void,
): void {
  const units = place.output[2];
  const channels = place.input[2];
  let at = place.weightsAt;
  for (let row = 0; row < fanIn; row++) {
    if (row % inChannels >= channels) continue;
    visit(row, at);
    at += units;
  }
}

function forwardStage(arena: Arena, stage: Stage, input: Block, count: number): void {
  const { place, inChannels, outChannels, inSize, outSize, fanIn, weights, out } = stage;
  const { layer, input: shape, output } = place;
  const { product } = arena.kernel;
  if (layer.kind === 'pool') return pool(arena, stage, input, count);
  if (layer.kind === 'dense') {
    const wRow = 4 * outChannels;
    product(
      input.at,
      4 * inSize,
      0,
      4,
      weights.at,
      0,
      wRow,
      out.at,
      wRow,
      count,
      outChannels,
      1,
      fanIn,
      0,
    );
    return;
  }
  const { kernel } = layer;
  const imageRow = 4 * shape[1] * inChannels;
  const window = kernel * inChannels;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < output[0]; y++) {
      product(
        input.at + 4 * image * inSize + y * imageRow,
        4 * inChannels,
        imageRow,
        4,
        weights.at,
        4 * window * outChannels,
        4 * outChannels,
        out.at + 4 * (image * outSize + y * output[1] * outChannels),
        4 * outChannels,
        output[1],
        outChannels,
        kernel,
        window,
        0,
      );
    }
  }
}

/** Adds the biases and applies the activation, in place. */
function activate(arena: Arena, stage: Stage, bias: Block, count: number): void {
  const { place, out, outSize, outChannels } = stage;
  if (place.layer.kind === 'pool') return;
  const view = arena.view(out);
  const biases = arena.view(bias);
  const end = count * outSize;
  const { activation } = place.layer;
  for (let at = 0; at < end; at += outChannels) {
    for (let c = 0; c < outChannels; c++) {
      const value = view[at + c] + biases[c];
      view[at + c] = activation === 'relu' ? (value < 0 ? 0 : value) : value;
    }
  }
  if (activation === 'softplus') {
    for (let at = 0; at < end; at++) view[at] = softplus(view[at]);
  }
}

/** dOut times the slope of the activation, in place. */
function activationGradient(arena: Arena, stage: Stage, count: number): void {
  const { place, out, dOut, outSize } = stage;
  if (place.layer.kind === 'pool' || place.layer.activation === 'none') return;
  const values = arena.view(out);
  const slopes = arena.view(dOut);
  const end = count * outSize;
  if (place.layer.activation === 'relu') {
    for (let at = 0; at < end; at++) if (values[at] <= 0) slopes[at] = 0;
  } else {
    // softplus' = 1 - exp(-softplus)
    for (let at = 0; at < end; at++) slopes[at] *= -Math.expm1(-values[at]);
  }
}

function weightGradient(arena: Arena, stage: Stage, input: Block, count: number): void {
  const { place, inChannels, outChannels, inSize, outSize, fanIn, dWeights, dOut } = stage;
  const { layer, input: shape, output } = place;
  const { product } = arena.kernel;
  const wRow = 4 * outChannels;
  if (layer.kind === 'dense') {
    product(
      input.at,
      4,
      0,
      4 * inSize,
      dOut.at,
      0,
      wRow,
      dWeights.at,
      wRow,
      fanIn,
      outChannels,
      1,
      count,
      0,
    );
    return;
  }
  if (layer.kind === 'pool') return;
  const { kernel } = layer;
  const imageRow = 4 * shape[1] * inChannels;
  const window = kernel * inChannels;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < kernel; y++) {
      product(
        input.at + 4 * image * inSize + y * imageRow,
        4,
        imageRow,
        4 * inChannels,
        dOut.at + 4 * image * outSize,
        output[1] * wRow,
        wRow,
        dWeights.at + y * window * wRow,
        wRow,
        window,
        outChannels,
        output[0],
        output[1],
        image === 0 ? 0 : 1,
      );
    }
  }
}

/** Adds the gradients of weights and biases to the vector. */
function unloadGradient(arena: Arena, stage: Stage, gradient: Float32Array, count: number): void {
  const { place, dWeights, dOut, outSize, outChannels } = stage;
  const units = place.output[2];
  const view = arena.view(dWeights);
  eachWeightRow(stage, (row, at) => {
    const from = row * outChannels;
    for (let n = 0; n < units; n++) gradient[at + n] += view[from + n];
  });
  const slopes = arena.view(dOut);
  const sums = new Float64Array(outChannels);
  for (let at = 0; at < count * outSize; at += outChannels) {
    for (let c = 0; c < outChannels; c++) sums[c] += slopes[at + c];
  }
  for (let n = 0; n < units; n++) gradient[place.biasAt + n] += sums[n];
}

/** Gradient in the input of a stage: products with the turned weights, windows added where they lie. */
function inputGradient(
  arena: Arena,
  stage: Stage,
  dInput: Block,
  scratch: Block,
  count: number,
): void {
  const { place, inChannels, outChannels, inSize, outSize, fanIn, weights, dOut } = stage;
  const { layer, input: shape, output } = place;
  const { product } = arena.kernel;
  turn(arena.view(weights), fanIn, outChannels, arena.view(scratch));
  const wRow = 4 * fanIn;
  if (layer.kind === 'dense') {
    product(
      dOut.at,
      4 * outChannels,
      0,
      4,
      scratch.at,
      0,
      wRow,
      dInput.at,
      4 * inSize,
      count,
      inSize,
      1,
      outChannels,
      0,
    );
    return;
  }
  if (layer.kind === 'pool') return;
  const { kernel } = layer;
  const window = kernel * inChannels;
  const positions = output[0] * output[1];
  const windowsAt = fanIn * outChannels;
  const view = arena.view(scratch);
  const slopes = arena.view(dInput).fill(0, 0, count * inSize);
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < kernel; y++) {
      product(
        dOut.at + 4 * image * outSize,
        4 * outChannels,
        0,
        4,
        scratch.at + 4 * y * window,
        0,
        wRow,
        scratch.at + 4 * windowsAt,
        4 * window,
        positions,
        window,
        1,
        outChannels,
        0,
      );
      let from = windowsAt;
      for (let row = 0; row < output[0]; row++) {
        let to = image * inSize + (row + y) * shape[1] * inChannels;
        for (let x = 0; x < output[1]; x++) {
          for (let j = 0; j < window; j++) slopes[to + j] += view[from + j];
          from += window;
          to += inChannels;
        }
      }
    }
  }
}

/** The matrix [rows, columns] with rows and columns exchanged. */
function turn(matrix: Float32Array, rows: number, columns: number, out: Float32Array): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[c * rows + r] = matrix[r * columns + c];
  }
}

function pool(arena: Arena, stage: Stage, input: Block, count: number): void {
  const { place, out, outChannels: channels, inSize, outSize } = stage;
  const { input: shape, output } = place;
  const values = arena.view(input);
  const result = arena.view(out);
  const row = shape[1] * channels;
  for (let image = 0; image < count; image++) {
    let to = image * outSize;
    for (let y = 0; y < output[0]; y++) {
      let from = image * inSize + 2 * y * row;
      for (let x = 0; x < output[1]; x++, from += 2 * channels) {
        for (let c = from; c < from + channels; c++) {
          // in this order a NaN that comes first stays, as in the plain network
          const top = values[c + channels] > values[c] ? values[c + channels] : values[c];
          const below = c + row;
          const bottom =
            values[below + channels] > values[below] ? values[below + channels] : values[below];
          result[to++] = bottom > top ? bottom : top;
        }
      }
    }
  }
}

/** The gradient of a window goes to its first largest value. */
function poolGradient(
  arena: Arena,
  stage: Stage,
  input: Block,
  dInput: Block,
  count: number,
): void {
  const { place, out, dOut, outChannels: channels, inSize, outSize } = stage;
  const { input: shape, output } = place;
  const values = arena.view(input);
  const largest = arena.view(out);
  const slopes = arena.view(dOut);
  const result = arena.view(dInput).fill(0, 0, count * inSize);
  const row = shape[1] * channels;
  for (let image = 0; image < count; image++) {
    let to = image * outSize;
    for (let y = 0; y < output[0]; y++) {
      let from = image * inSize + 2 * y * row;
      for (let x = 0; x < output[1]; x++, from += 2 * channels) {
        for (let c = from; c < from + channels; c++, to++) {
          const slope = slopes[to];
          if (slope === 0) continue;
          const top = largest[to];
          const below = c + row;
          if (values[c] === top) result[c] = slope;
          else if (values[c + channels] === top) result[c + channels] = slope;
          else if (values[below] === top) result[below] = slope;
          else result[below + channels] = slope;
        }
      }
    }
  }
}

/** Rows of one width into rows of another. */
function copyRows(
  from: Float32Array,
  fromWidth: number,
  to: Float32Array,
  toWidth: number,
  rows: number,
): void {
  const width = Math.min(fromWidth, toWidth);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < width; i++) to[r * toWidth + i] = from[r * fromWidth + i];
  }
}
