import {
  isWeighted,
  placeLayers,
  strideOf,
  type NetworkSpec,
  type PlacedLayer,
} from '../../core/networks/layers';
import { softplus } from '../../core/logistic';
import type { Network } from '../../core/networks/plain';
import { createArena, type Arena, type Block } from './products';
import { hasWeights, type SharedStage, type Stage, type WeightedStage } from './stage';
import { moved, movedGradient } from './weightless';

const padded = (channels: number) => (channels + 3) & ~3;

/**
 * A network on the SIMD kernels, for batches of up to `capacity` images: twin of `createPlainNetwork`.
 * Inside, the channels of every map are padded to fours with zeros; outside, parameters and gradients
 * have the layout of layers.ts.
 */
export const createSimdNetwork = (spec: NetworkSpec, capacity: number): Network =>
  createSimdNetworks(spec, capacity)();

/**
 * Networks of one kind, one with every call, that share their weights and all memory that lives no longer
 * than a call: only the maps of its last images are a network's own. What works on a step in slices
 * stays in the cache that way.
 */
export function createSimdNetworks(spec: NetworkSpec, capacity: number): () => Network {
  const arena = createArena();
  const [height, width, channels] = spec.input;
  const places = placeLayers(spec);
  // products read an image as it is, other layers in fours
  const inChannels = places.length > 0 && !isWeighted(places[0]) ? padded(channels) : channels;
  const pixels = height * width;
  const shared = createSharedStages(arena, places, inChannels, capacity);
  const scratch = arena.allocate(Math.max(4, ...shared.map(scratchSize)));
  const bias = arena.allocate(Math.max(4, ...shared.map(({ outChannels }) => outChannels)));
  /** Sums of slopes in double precision, so two floats each. */
  const sums = arena.allocate(2 * bias.size);
  /** Whose weights are in the memory. */
  let loaded: Float32Array | null = null;

  function network(): Network {
    const input = arena.allocate(capacity * pixels * inChannels);
    const stages: readonly Stage[] = shared.map((stage) => ({
      ...stage,
      out: arena.allocate(capacity * stage.outSize),
    }));
    const inputs = stages.map((_, i) => (i === 0 ? input : stages[i - 1].out));
    const last = stages[stages.length - 1];
    const [rows, columns, outputs] = last.place.output;
    let batch = 0;
    let params: Float32Array = new Float32Array(0);

    return {
      forward(weights, images, count) {
        if (count > capacity) throw new RangeError(`at most ${capacity} images, not ${count}`);
        batch = count;
        params = weights;
        copyRows(images, channels, arena.view(input), inChannels, count * pixels);
        stages.forEach((stage, i) => {
          loadWeights(arena, stage, params, bias);
          forwardStage(arena, stage, inputs[i], bias, count);
        });
        loaded = params;
        const points = count * rows * columns;
        const result = new Float32Array(points * outputs);
        copyRows(arena.view(last.out), last.outChannels, result, outputs, points);
        return result;
      },
      backward(dOut, gradient) {
        // the gradients of the batch before are still there
        if (batch === 0) return;
        if (loaded !== params) stages.forEach((stage) => loadWeights(arena, stage, params, bias));
        loaded = params;
        const view = arena.view(last.dOut).fill(0, 0, batch * last.outSize);
        copyRows(dOut, outputs, view, last.outChannels, batch * rows * columns);
        for (let i = stages.length - 1; i >= 0; i--) {
          const stage = stages[i];
          const dInput = i > 0 ? stages[i - 1].dOut : null;
          if (!hasWeights(stage)) {
            if (dInput) movedGradient(arena, stage, inputs[i], dInput, batch);
            continue;
          }
          activationGradient(arena, stage, sums, batch);
          weightGradient(arena, stage, inputs[i], batch);
          unloadGradient(arena, stage, sums, gradient);
          if (dInput) inputGradient(arena, stage, dInput, scratch, batch);
        }
      },
    };
  }
  return network;
}
function createSharedStages(
  arena: Arena,
  places: readonly PlacedLayer[],
  firstChannels: number,
  capacity: number,
): SharedStage[] {
  let inChannels = firstChannels;
  return places.map((place) => {
    const { layer, input, output } = place;
    const outChannels = padded(output[2]);
    const inSize = input[0] * input[1] * inChannels;
    const outSize = output[0] * output[1] * outChannels;
    const fanIn =
      layer.kind === 'conv' ? layer.kernel ** 2 * inChannels : layer.kind === 'dense' ? inSize : 0;
    const weights = arena.allocate(fanIn * outChannels);
    const dWeights = arena.allocate(fanIn * outChannels);
    const dOut = arena.allocate(capacity * outSize);
    const stage = { place, inChannels, outChannels, inSize, outSize, fanIn };
    inChannels = outChannels;
    return { ...stage, weights, dWeights, dOut };
  });
}

/** Numbers that the gradient in the input of a stage needs beside it: turned weights, and windows. */
function scratchSize({ place, fanIn, outChannels }: SharedStage): number {
  if (!isWeighted(place)) return 0;
  const { layer, output } = place;
  const turned = fanIn * outChannels;
  return layer.kind === 'dense' ? turned : turned + output[0] * output[1] * (fanIn / layer.kernel);
}

/** Weights into their padded places, biases into the block of the stage under way. */
function loadWeights(arena: Arena, stage: Stage, params: Float32Array, bias: Block): void {
  if (!hasWeights(stage)) return;
  const { place, weights } = stage;
  const view = arena.view(weights);
  eachWeightRun(stage, (to, from, length) => {
    view.set(params.subarray(from, from + length), to);
  });
  const biases = arena.view(bias).fill(0);
  biases.set(params.subarray(place.biasAt, place.end));
}

/**
 * Weights that lie together both in the padded matrix and in the parameter vector: all of a pixel
 * where the outputs need no padding, else one row of the matrix. Padding itself is not visited.
 */
function eachWeightRun(
  { place, inChannels, outChannels, fanIn }: Stage,
  visit: (inMatrix: number, inVector: number, length: number) => void,
): void {
  const units = place.output[2];
  const channels = place.input[2];
  const rows = units === outChannels ? channels : 1;
  let at = place.weightsAt;
  for (let pixel = 0; pixel < fanIn; pixel += inChannels) {
    for (let row = pixel; row < pixel + channels; row += rows) {
      visit(row * outChannels, at, rows * units);
      at += rows * units;
    }
  }
}

function forwardStage(arena: Arena, stage: Stage, input: Block, bias: Block, count: number): void {
  if (!hasWeights(stage)) return moved(arena, stage, input, count);
  const { place, inChannels, outChannels, inSize, outSize, fanIn, weights, out } = stage;
  const { layer, input: shape, output } = place;
  const { product } = arena.kernel;
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
    activate(arena, stage, bias, 0, count);
    return;
  }
  const { kernel } = layer;
  const stride = strideOf(layer);
  const imageRow = 4 * shape[1] * inChannels;
  const window = kernel * inChannels;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < output[0]; y++) {
      product(
        input.at + 4 * image * inSize + stride * y * imageRow,
        4 * stride * inChannels,
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
    // while the image is still in the cache
    activate(arena, stage, bias, image, 1);
  }
}

/** Adds the biases and applies the activation, in place. */
function activate(
  arena: Arena,
  stage: WeightedStage,
  bias: Block,
  image: number,
  count: number,
): void {
  const { place, out, outSize, outChannels } = stage;
  const { activation } = place.layer;
  const at = image * outSize;
  const rows = (count * outSize) / outChannels;
  arena.kernel.addBias(out.at + 4 * at, rows, outChannels, bias.at, activation === 'relu' ? 1 : 0);
  if (activation !== 'softplus') return;
  const view = arena.view(out);
  for (let i = at; i < at + count * outSize; i++) view[i] = softplus(view[i]);
}

/** dOut times the slope of the activation, in place, and its sums: the gradient in the biases. */
function activationGradient(arena: Arena, stage: WeightedStage, sums: Block, count: number): void {
  const { place, out, dOut, outSize, outChannels } = stage;
  const { activation } = place.layer;
  if (activation === 'softplus') softplusGradient(arena, stage, count);
  arena.view(sums).fill(0);
  // image by image, so that the sums find its slopes in the cache
  for (let image = 0; image < count; image++) {
    const at = 4 * image * outSize;
    if (activation === 'relu') arena.kernel.reluGradient(out.at + at, dOut.at + at, outSize);
    arena.kernel.addColumns(dOut.at + at, outSize / outChannels, outChannels, sums.at);
  }
}

/** softplus' = 1 - exp(-softplus) */
function softplusGradient(arena: Arena, { out, dOut, outSize }: Stage, count: number): void {
  const values = arena.view(out);
  const slopes = arena.view(dOut);
  for (let at = 0; at < count * outSize; at++) slopes[at] *= -Math.expm1(-values[at]);
}

function weightGradient(arena: Arena, stage: WeightedStage, input: Block, count: number): void {
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
  const { kernel } = layer;
  const stride = strideOf(layer);
  const imageRow = 4 * shape[1] * inChannels;
  const window = kernel * inChannels;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < kernel; y++) {
      product(
        input.at + 4 * image * inSize + y * imageRow,
        4,
        stride * imageRow,
        4 * stride * inChannels,
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
function unloadGradient(
  arena: Arena,
  stage: WeightedStage,
  sums: Block,
  gradient: Float32Array,
): void {
  const { place, dWeights } = stage;
  const view = arena.view(dWeights);
  eachWeightRun(stage, (from, to, length) => {
    for (let i = 0; i < length; i++) gradient[to + i] += view[from + i];
  });
  const units = place.output[2];
  const biases = new Float64Array(arena.kernel.memory.buffer, sums.at, units);
  for (let n = 0; n < units; n++) gradient[place.biasAt + n] += biases[n];
}

/** Gradient in the input of a stage: products with the turned weights, windows added where they lie. */
function inputGradient(
  arena: Arena,
  stage: WeightedStage,
  dInput: Block,
  scratch: Block,
  count: number,
): void {
  const { place, inChannels, outChannels, inSize, outSize, fanIn, weights, dOut } = stage;
  const { layer, input: shape, output } = place;
  const { product, turn, addWindows } = arena.kernel;
  turn(weights.at, fanIn, outChannels, scratch.at);
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
  const { kernel } = layer;
  const stride = strideOf(layer);
  const window = kernel * inChannels;
  const positions = output[0] * output[1];
  const windows = scratch.at + 4 * fanIn * outChannels;
  const imageRow = 4 * shape[1] * inChannels;
  arena.view(dInput).fill(0, 0, count * inSize);
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
        windows,
        4 * window,
        positions,
        window,
        1,
        outChannels,
        0,
      );
      addWindows(
        windows,
        window,
        output[0],
        output[1],
        dInput.at + 4 * image * inSize + y * imageRow,
        stride * imageRow,
        4 * stride * inChannels,
      );
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
  if (fromWidth === toWidth) return to.set(from.subarray(0, rows * width));
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < width; i++) to[r * toWidth + i] = from[r * fromWidth + i];
  }
}
