import { isWeighted, strideOf } from '../../core/networks/layers';
import { softplus } from '../../core/logistic';
import type { Arena, Block } from './products';
import type { SharedStage, Stage, WeightedStage } from './stage';

/* Layers with weights: products of windows of their maps, and the gradients. */

/** Numbers that the gradient in the input of a stage needs beside it: turned weights, and windows. */
export function scratchSize({ place, fanIn, outChannels }: SharedStage): number {
  if (!isWeighted(place)) return 0;
  const { layer, output } = place;
  const turned = fanIn * outChannels;
  return layer.kind === 'dense' ? turned : turned + output[0] * output[1] * (fanIn / layer.kernel);
}

/** Weights into their padded places, biases into the block of the stage under way. */
export function loadWeights(
  arena: Arena,
  stage: WeightedStage,
  params: Float32Array,
  bias: Block,
): void {
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

/** Products with all windows, biases and the activation. */
export function multiplied(
  arena: Arena,
  stage: WeightedStage,
  input: Block,
  bias: Block,
  count: number,
): void {
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
export function activationGradient(
  arena: Arena,
  stage: WeightedStage,
  sums: Block,
  count: number,
): void {
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

/** The gradient in the weights, over what is there of it. */
export function weightGradient(
  arena: Arena,
  stage: WeightedStage,
  input: Block,
  count: number,
): void {
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

/** Adds the gradient of the weights to the vector. */
export function unloadWeights(arena: Arena, stage: WeightedStage, gradient: Float32Array): void {
  const view = arena.view(stage.dWeights);
  eachWeightRun(stage, (from, to, length) => {
    for (let i = 0; i < length; i++) gradient[to + i] += view[from + i];
  });
}

/** Adds that of the biases, of the sums of slopes. */
export function unloadBiases(
  { kernel }: Arena,
  { place }: WeightedStage,
  sums: Block,
  gradient: Float32Array,
): void {
  const units = place.output[2];
  const biases = new Float64Array(kernel.memory.buffer, sums.at, units);
  for (let n = 0; n < units; n++) gradient[place.biasAt + n] += biases[n];
}

/** Gradient in the input of a stage: products with the turned weights, windows added where they lie. */
export function inputGradient(
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
