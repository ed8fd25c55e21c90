import type { Activation, Shape } from '../../core/networks/layers';
import type { OpenDevice } from '../device';
import byDataCode from './convolution-by-data.wgsl?raw';
import byFilterCode from './convolution-by-filter.wgsl?raw';
import forwardCode from './convolution-forward.wgsl?raw';
import turnedCode from './convolution-turned.wgsl?raw';
import type { Range } from './gpu-network';
import { createProduct, type Finish, type Operand, type ProductSpec } from './product';
import { createScratch, type Scratch } from './scratch';
import { constantsText, step, type Recorded } from './step';
import { tilingBySize, type ProductShape, type TilingChoice } from './tiling';

/**
 * A convolution of `count` maps [height, width, channels] with weights [kernel, kernel, channels,
 * filters]. Windows begin every `stride` pixels from `before` pixels above and left of the map on;
 * what they hold of its outside is 0, on all sides. A dense layer is one of kernel 1 on maps of 1 x 1.
 */
export interface ConvolutionShape {
  readonly count: number;
  readonly input: Shape;
  /** Places of the window and filters. */
  readonly output: Shape;
  readonly kernel: number;
  readonly stride: number;
  /** Rows and columns of zeros before the first of the map. */
  readonly before: number;
}

/** What a convolution works on. Maps lie [count, height, width, channels]. */
export interface ConvolutionBuffers {
  readonly inputs: Range;
  readonly outputs: GPUBuffer;
  /** Its gradient in what the product gives, before the activation: of it there is no derivative here. */
  readonly dOutputs: GPUBuffer;
  /** Absent where the inputs have no gradient. */
  readonly dInputs?: GPUBuffer;
  /** Weights, and the biases right behind them if there are any. */
  readonly params: Range;
  readonly gradient: Range;
}

/** What else the stores of a convolution do, see `Finish`. */
export interface ConvolutionOptions {
  readonly biased?: boolean;
  readonly activation?: Activation;
  /** For the gradient in the inputs: added to it, and then the activation that gave out the inputs. */
  readonly addend?: GPUBuffer;
  readonly slope?: Finish['slope'];
  /** How its products are cut up; by their sizes unless told. */
  readonly tilings?: TilingChoice;
}

/** The three products of a convolution, ready to be recorded. */
export interface Convolution {
  forward(pass: GPUComputePassEncoder): void;
  /** Writes `dInputs`; nothing where there are none. */
  byData(pass: GPUComputePassEncoder): void;
  /** Writes the gradient in the weights, and in the biases if it has any. */
  byFilter(pass: GPUComputePassEncoder): void;
}

/** Room that the convolutions of one network share. */
export interface ConvolutionScratch {
  readonly parts: Scratch;
  readonly turned: Scratch;
  readonly bytes: number;
  destroy(): void;
}

export function createConvolutionScratch(device: GPUDevice): ConvolutionScratch {
  const parts = createScratch(device, 'parts of sums');
  const turned = createScratch(device, 'turned weights');
  return {
    parts,
    turned,
    get bytes() {
      return parts.bytes + turned.bytes;
    },
    destroy() {
      parts.destroy();
      turned.destroy();
    },
  };
}

/** Sizes of the three products of a convolution. */
export function productShapes(of: ConvolutionShape, biased: boolean) {
  const { count, input, output, kernel, stride } = of;
  const [channels, filters] = [input[2], output[2]];
  const places = count * output[0] * output[1];
  const window = kernel * kernel * channels;
  const phase = [Math.ceil(input[0] / stride), Math.ceil(input[1] / stride)];
  const taps = Math.ceil(kernel / stride);
  return {
    forward: { rows: places, columns: filters, sums: window, phases: 1 },
    byData: {
      rows: count * phase[0] * phase[1],
      columns: channels,
      sums: taps * taps * filters,
      phases: stride * stride,
    },
    byFilter: { rows: window + (biased ? 1 : 0), columns: filters, sums: places, phases: 1 },
  } satisfies Record<string, ProductShape>;
}

export type ProductKind = keyof ReturnType<typeof productShapes>;

export async function createConvolution(
  open: OpenDevice,
  of: ConvolutionShape,
  buffers: ConvolutionBuffers,
  scratch: ConvolutionScratch,
  options: ConvolutionOptions = {},
): Promise<Convolution> {
  const make = (kind: ProductKind) =>
    createConvolutionProduct(open, kind, of, buffers, scratch, options);
  const [forward, byFilter, byData] = await Promise.all([
    make('forward'),
    make('byFilter'),
    buffers.dInputs && make('byData'),
  ]);
  return {
    forward: (pass) => forward.encode(pass),
    byData: (pass) => byData?.encode(pass),
    byFilter: (pass) => byFilter.encode(pass),
  };
}

/**
 * One of the three alone.
 * @throws Error for `byData` without `dInputs`
 */
export function createConvolutionProduct(
  open: OpenDevice,
  kind: ProductKind,
  of: ConvolutionShape,
  buffers: ConvolutionBuffers,
  scratch: ConvolutionScratch,
  options: ConvolutionOptions = {},
): Promise<Recorded> {
  const { biased = false, tilings = tilingBySize(open.adapter) } = options;
  const shape = productShapes(of, biased)[kind];
  const spec = specs[kind](of, shape, buffers, scratch, options);
  const product = createProduct(open, { ...spec, tiling: tilings(shape) }, scratch.parts);
  return kind === 'byData' ? afterTurning(open, of, buffers, scratch, product) : product;
}

/** The gradient in the inputs reads weights turned: what turns them is recorded before it. */
async function afterTurning(
  open: OpenDevice,
  { kernel, input, output }: ConvolutionShape,
  { params }: ConvolutionBuffers,
  { turned }: ConvolutionScratch,
  product: Promise<Recorded>,
): Promise<Recorded> {
  const [channels, filters] = [input[2], output[2]];
  turned.reserve(4 * kernel * kernel * channels * filters);
  const [turn, multiply] = await Promise.all([
    step(open, {
      label: 'turn weights',
      code: constantsText({ CHANNELS: channels, FILTERS: filters, FROM: params.from }) + turnedCode,
      buffers: () => [params.buffer, turned.buffer()],
      groups: [Math.ceil(filters / 16), Math.ceil(channels / 16), kernel * kernel],
    }),
    product,
  ]);
  return {
    encode(pass) {
      turn.encode(pass);
      multiply.encode(pass);
    },
  };
}

type SpecOf = (
  of: ConvolutionShape,
  shape: ProductShape,
  buffers: ConvolutionBuffers,
  scratch: ConvolutionScratch,
  options: ConvolutionOptions,
) => Omit<ProductSpec, 'tiling'>;

const byDataSpec: SpecOf = (of, shape, { dOutputs, dInputs }, { turned }, { addend, slope }) => {
  const { kernel, input, output, count, stride } = of;
  if (!dInputs) throw new Error('the inputs of this convolution have no gradient');
  return {
    label: 'convolution by data',
    shape,
    operands: byDataCode,
    constants: {
      ...sizesOf(of),
      FILTERS: output[2],
      TAPS: Math.ceil(kernel / stride),
      PHASE_HEIGHT: Math.ceil(input[0] / stride),
      PHASE_WIDTH: Math.ceil(input[1] / stride),
      A_FROM: 0,
    },
    foursOf: 'summands',
    a: whole(dOutputs, output[2]),
    b: { buffer: () => turned.buffer(), aligned: input[2] % 4 === 0 },
    out: { buffer: dInputs, from: 0 },
    outRows: count * input[0] * input[1],
    finish: { ...(addend && { addend }), ...(slope && { slope }) },
  };
};

const forwardSpec: SpecOf = (of, shape, { inputs, params, outputs }, _, options) => {
  const { biased, activation } = options;
  const [channels, filters] = [of.input[2], of.output[2]];
  const weights = of.kernel * of.kernel * channels * filters;
  return {
    label: 'convolution forward',
    shape,
    operands: forwardCode,
    constants: { ...windowSizes(of), A_FROM: inputs.from, B_FROM: params.from },
    foursOf: 'summands',
    a: part(inputs, channels),
    b: part(params, filters),
    out: { buffer: outputs, from: 0 },
    outRows: shape.rows,
    finish: {
      ...(biased && { bias: { buffer: params.buffer, from: params.from + weights } }),
      ...(activation && { activation }),
    },
  };
};

const byFilterSpec: SpecOf = (of, shape, { inputs, dOutputs, gradient }) => ({
  label: 'convolution by filter',
  shape,
  operands: byFilterCode,
  constants: {
    ...windowSizes(of),
    A_FROM: inputs.from,
    WINDOW: of.kernel * of.kernel * of.input[2],
  },
  foursOf: 'rows',
  a: part(inputs, of.input[2]),
  b: whole(dOutputs, of.output[2]),
  out: gradient,
  outRows: shape.rows,
  finish: {},
});

const specs = { forward: forwardSpec, byData: byDataSpec, byFilter: byFilterSpec };

/** A buffer read from an index on in rows of that length. */
const part = ({ buffer, from }: Range, row: number): Operand => ({
  buffer: () => buffer,
  aligned: row % 4 === 0 && from % 4 === 0,
});

const whole = (buffer: GPUBuffer, row: number) => part({ buffer, from: 0 }, row);

const sizesOf = ({ input, output, kernel, stride, before }: ConvolutionShape) => ({
  HEIGHT: input[0],
  WIDTH: input[1],
  OUT_HEIGHT: output[0],
  OUT_WIDTH: output[1],
  KERNEL: kernel,
  STRIDE: stride,
  BEFORE: before,
});

/** Sizes of windows, and whether any of them holds a part of the outside. */
function windowSizes(of: ConvolutionShape) {
  const { input, output, kernel, stride, before } = of;
  const reach = (places: number) => (places - 1) * stride + kernel - before;
  const padded = before > 0 || reach(output[0]) > input[0] || reach(output[1]) > input[1];
  return { ...sizesOf(of), CHANNELS: input[2], PADDED: padded };
}
