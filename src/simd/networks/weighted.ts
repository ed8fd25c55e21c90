import { strideOf, type Shape } from '../../core/networks/layers';
import { softplus } from '../../core/logistic';
import type { Arena, Block } from './products';
import type { SharedStage, Stage, WeightedStage } from './stage';

/* Layers with weights: products of windows of their maps, and the gradients. */

/** Memory that gradients need beside that of their stages, and no two at once. */
export interface Scratch {
  /** Weights, rows and columns exchanged. */
  readonly turned: Block;
  /** The gradient in the windows of an image. */
  readonly windows: Block;
  /** Terms of an image that are not 0, as `productOfSome` takes them. */
  readonly terms: Block;
  /** The slopes of these, one after the other. */
  readonly slopes: Block;
}

export function createScratch(arena: Arena, stages: readonly SharedStage[]): Scratch {
  const convolutions = stages.filter(({ place }) => place.layer.kind === 'conv');
  const most = (of: readonly SharedStage[], size: (stage: SharedStage) => number) =>
    arena.allocate(Math.max(4, ...of.map(size)));
  return {
    turned: most(stages, ({ fanIn, outChannels }) => fanIn * outChannels),
    windows: most(convolutions, (stage) => positionsOf(stage) * windowOf(stage)),
    terms: most(convolutions, (stage) => 2 * positionsOf(stage)),
    slopes: most(convolutions, ({ outSize }) => outSize),
  };
}

/** Outputs of an image, without their channels. */
const positionsOf = ({ outSize, outChannels }: SharedStage) => outSize / outChannels;

/** Inputs that an output sees in one row of pixels. */
const windowOf = ({ place: { layer }, inChannels }: SharedStage) =>
  layer.kind === 'conv' ? layer.kernel * inChannels : 0;

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
  scratch: Scratch,
  count: number,
): void {
  const { place, inSize, outChannels, fanIn, dWeights, dOut } = stage;
  const { product } = arena.kernel;
  const wRow = 4 * outChannels;
  if (place.layer.kind === 'dense') {
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
  arena.view(dWeights).fill(0);
  const convolution = convolutionOf(stage);
  for (let image = 0; image < count; image++) {
    addWeightGradient(arena, convolution, input, scratch, image);
  }
}

/** Adds that of an image, of a convolution. */
function addWeightGradient(
  arena: Arena,
  convolution: Convolution,
  input: Block,
  scratch: Scratch,
  image: number,
): void {
  const { stage, kernel, stride, imageRow, window, output } = convolution;
  const { inChannels, outChannels, inSize, outSize, dWeights, dOut } = stage;
  const { product, productOfSome } = arena.kernel;
  const wRow = 4 * outChannels;
  const some = listTerms(arena, convolution, scratch.terms, image);
  for (let y = 0; y < kernel; y++) {
    const from = input.at + 4 * image * inSize + y * imageRow;
    const slopes = dOut.at + 4 * image * outSize;
    const to = dWeights.at + y * window * wRow;
    if (some !== null) {
      const { at } = scratch.terms;
      productOfSome(from, 4, slopes, to, wRow, window, outChannels, at, some);
      continue;
    }
    product(
      from,
      4,
      stride * imageRow,
      4 * stride * inChannels,
      slopes,
      output[1] * wRow,
      wRow,
      to,
      wRow,
      window,
      outChannels,
      output[0],
      output[1],
      1,
    );
  }
}

/** A convolution with its sizes: rows of pixels in bytes, windows in numbers. */
interface Convolution {
  readonly stage: WeightedStage;
  readonly kernel: number;
  readonly stride: number;
  readonly output: Shape;
  readonly window: number;
  readonly imageRow: number;
}

function convolutionOf(stage: WeightedStage): Convolution {
  const { place, inChannels } = stage;
  const { layer, input, output } = place;
  if (layer.kind !== 'conv') throw new Error('This layer is no convolution.');
  const { kernel } = layer;
  const imageRow = 4 * input[1] * inChannels;
  return { stage, kernel, stride: strideOf(layer), output, window: windowOf(stage), imageRow };
}

/** Where so many of the outputs of an image have slopes, products of all are not slower. */
const MANY = 0.75;
/** Products of an output that are fewer are made in the time that it takes to look whether it has slopes. */
const WORTH_A_LOOK = 4096;

/**
 * Lists the outputs of an image whose slopes are not all 0, in their order: where the window of each begins in the
 * image, and where its slopes do. A loss on few of the places of a map leaves most of them without. Terms of 0 change
 * no sum, so what is computed of the list is equal to the bit.
 * @returns how many, or null where they are too many to be listed
 */
function listTerms(
  arena: Arena,
  { stage, stride, imageRow, output }: Convolution,
  { at: listAt }: Block,
  image: number,
): number | null {
  const { inChannels, outChannels, outSize, fanIn, dOut } = stage;
  if (fanIn * outChannels < WORTH_A_LOOK) return null;
  const slopes = arena.view(dOut);
  const positions = positionsOf(stage);
  const terms = new Int32Array(arena.kernel.memory.buffer, listAt, 2 * positions);
  let count = 0;
  for (let position = 0; position < positions; position++) {
    let at = image * outSize + position * outChannels;
    const end = at + outChannels;
    while (at < end && slopes[at] === 0) at++;
    if (at === end) continue;
    if (count >= MANY * positions) return null;
    const [row, column] = [Math.floor(position / output[1]), position % output[1]];
    terms[2 * count] = stride * (row * imageRow + 4 * column * inChannels);
    terms[2 * count + 1] = 4 * position * outChannels;
    count++;
  }
  return count;
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
  scratch: Scratch,
  count: number,
): void {
  const { place, outChannels, inSize, fanIn, weights, dOut } = stage;
  const { product, turn } = arena.kernel;
  const { turned } = scratch;
  turn(weights.at, fanIn, outChannels, turned.at);
  if (place.layer.kind === 'dense') {
    product(
      dOut.at,
      4 * outChannels,
      0,
      4,
      turned.at,
      0,
      4 * fanIn,
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
  arena.view(dInput).fill(0, 0, count * inSize);
  const convolution = convolutionOf(stage);
  for (let image = 0; image < count; image++) {
    addInputGradient(arena, convolution, dInput, scratch, image);
  }
}

/** Adds that of an image, of a convolution. */
function addInputGradient(
  arena: Arena,
  convolution: Convolution,
  dInput: Block,
  scratch: Scratch,
  image: number,
): void {
  const { stage, kernel, stride, imageRow, window, output } = convolution;
  const { inChannels, outChannels, inSize, outSize, fanIn, dOut } = stage;
  const { product, addWindows } = arena.kernel;
  const { turned, windows } = scratch;
  const some = listTerms(arena, convolution, scratch.terms, image);
  const terms = new Int32Array(arena.kernel.memory.buffer, scratch.terms.at, 2 * (some ?? 0));
  const slopes =
    some === null ? dOut.at + 4 * image * outSize : pickSlopes(arena, stage, scratch, image, terms);
  for (let y = 0; y < kernel; y++) {
    product(
      slopes,
      4 * outChannels,
      0,
      4,
      turned.at + 4 * y * window,
      0,
      4 * fanIn,
      windows.at,
      4 * window,
      some ?? positionsOf(stage),
      window,
      1,
      outChannels,
      0,
    );
    const to = dInput.at + 4 * image * inSize + y * imageRow;
    if (some === null) {
      const [rows, columns] = output;
      addWindows(windows.at, window, rows, columns, to, stride * imageRow, 4 * stride * inChannels);
      continue;
    }
    for (let term = 0; term < some; term++) {
      addWindows(windows.at + 4 * term * window, window, 1, 1, to + terms[2 * term], 0, 0);
    }
  }
}

/** The slopes of the terms that are listed of an image, one after the other; returns where. */
function pickSlopes(
  arena: Arena,
  { outChannels, outSize, dOut }: WeightedStage,
  { slopes }: Scratch,
  image: number,
  terms: Int32Array,
): number {
  const all = arena.view(dOut);
  const picked = arena.view(slopes);
  for (let term = 0; 2 * term < terms.length; term++) {
    const from = image * outSize + terms[2 * term + 1] / 4;
    picked.set(all.subarray(from, from + outChannels), term * outChannels);
  }
  return slopes.at;
}
