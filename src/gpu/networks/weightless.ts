import type { Activation, Shape } from '../../core/networks/layers';
import type { OpenDevice } from '../device';
import activations from './activation.wgsl?raw';
import type { Range } from './gpu-network';
import padBackward from './pad-backward.wgsl?raw';
import padForward from './pad-forward.wgsl?raw';
import poolBackward from './pool-backward.wgsl?raw';
import poolForward from './pool-forward.wgsl?raw';
import pool from './pool.wgsl?raw';
import { constantsText, FLAT_SIZE, gridOf, step, type Recorded } from './step';

/** What a layer without weights works on; of maps [count, height, width, channels]. */
export interface WeightlessBuffers {
  readonly inputs: Range;
  readonly outputs: GPUBuffer;
  readonly dOutputs: GPUBuffer;
  /** Absent where the inputs have no gradient. */
  readonly dInputs?: GPUBuffer;
  /** What gave out the inputs: their gradient is that of what went into it. */
  readonly activation: Activation;
}

/** What its gradient needs. */
type SlopeBuffers = Required<Omit<WeightlessBuffers, 'outputs'>>;

/** A layer, ready to be recorded. */
export interface Weightless {
  forward(pass: GPUComputePassEncoder): void;
  /** Writes `dInputs`; nothing where there are none. */
  backward(pass: GPUComputePassEncoder): void;
}

/** The first largest number, or the mean, of windows of 2 x 2. */
export function createPool(
  open: OpenDevice,
  count: number,
  input: Shape,
  of: 'largest' | 'mean',
  buffers: WeightlessBuffers,
): Promise<Weightless> {
  const [height, width, channels] = input;
  return weightless(open, buffers, {
    label: `pool of the ${of}`,
    constants: { ...sizesOf(count, input), LARGEST: of === 'largest' },
    forward: pool + poolForward,
    backward: pool + poolBackward,
    outputs: count * (height >> 1) * (width >> 1) * channels,
    inputs: count * Math.ceil(height / 2) * Math.ceil(width / 2) * channels,
  });
}

/** Zeros around a map. */
export function createPad(
  open: OpenDevice,
  count: number,
  input: Shape,
  { before, after }: { readonly before: number; readonly after: number },
  buffers: WeightlessBuffers,
): Promise<Weightless> {
  const [height, width, channels] = input;
  const more = before + after;
  const outSizes = { OUT_HEIGHT: height + more, OUT_WIDTH: width + more };
  return weightless(open, buffers, {
    label: 'pad',
    constants: { ...sizesOf(count, input), ...outSizes, BEFORE: before },
    forward: padForward,
    backward: padBackward,
    outputs: count * (height + more) * (width + more) * channels,
    inputs: count * height * width * channels,
  });
}

/**
 * The gradient in what went into an activation, of one in what came out of it. `inputs` is what came
 * out.
 */
export const createSlope = (open: OpenDevice, length: number, buffers: SlopeBuffers) =>
  backwardStep(open, buffers, {
    label: 'slope of an activation',
    constants: {
      ...sizesOf(1, [1, length, 1]),
      OUT_HEIGHT: 1,
      OUT_WIDTH: length,
      BEFORE: 0,
    },
    backward: padBackward,
    inputs: length,
  });

interface Kernels {
  readonly label: string;
  readonly constants: Readonly<Record<string, number | boolean>>;
  readonly forward: string;
  readonly backward: string;
  /** Threads of either. */
  readonly outputs: number;
  readonly inputs: number;
}

const sizesOf = (count: number, [height, width, channels]: Shape) => ({
  COUNT: count,
  HEIGHT: height,
  WIDTH: width,
  CHANNELS: channels,
  FLAT_SIZE,
});

async function weightless(
  open: OpenDevice,
  buffers: WeightlessBuffers,
  kernels: Kernels,
): Promise<Weightless> {
  const { inputs, outputs, dInputs } = buffers;
  const [forward, backward] = await Promise.all([
    step(open, {
      label: `${kernels.label} forward`,
      code: constantsText({ ...kernels.constants, FROM: inputs.from }) + kernels.forward,
      buffers: () => [inputs.buffer, outputs],
      groups: gridOf(Math.ceil(kernels.outputs / FLAT_SIZE), open),
    }),
    dInputs && backwardStep(open, { ...buffers, dInputs }, kernels),
  ]);
  return {
    forward: (pass) => forward.encode(pass),
    backward: (pass) => backward?.encode(pass),
  };
}

function backwardStep(
  open: OpenDevice,
  { inputs, dOutputs, dInputs, activation }: SlopeBuffers,
  { label, constants, backward, inputs: threads }: Omit<Kernels, 'forward' | 'outputs'>,
): Promise<Recorded> {
  const slope = `fn slope(out: vec4f) -> vec4f { return ${activation}_slope(out); }\n`;
  const head = constantsText({ ...constants, FROM: inputs.from });
  return step(open, {
    label: `${label} backward`,
    code: head + activations + slope + backward,
    buffers: () => [inputs.buffer, dOutputs, dInputs],
    groups: gridOf(Math.ceil(threads / FLAT_SIZE), open),
  });
}
