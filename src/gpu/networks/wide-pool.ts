import type { Shape } from '../../core/networks/layers';
import type { OpenDevice } from '../device';
import { constantsText, FLAT_SIZE, gridOf, step } from './step';
import backwardText from './wide-pool-backward.wgsl?raw';
import forwardText from './wide-pool-forward.wgsl?raw';
import poolText from './wide-pool.wgsl?raw';

/** Maps [count, height, width, channels], what is pooled of them, and the gradients in both. */
export interface WidePoolParts {
  readonly count: number;
  /** Of the inputs; height and width are even. */
  readonly input: Shape;
  readonly inputs: GPUBuffer;
  readonly outputs: GPUBuffer;
  readonly dOutputs: GPUBuffer;
  readonly dInputs: GPUBuffer;
}

/**
 * The first largest number of windows of 3 x 3, every 2 pixels, with a padding of 1.
 * @throws GpuError when the device fails
 */
export async function createWidePool(
  open: OpenDevice,
  { count, input, inputs, outputs, dOutputs, dInputs }: WidePoolParts,
): Promise<Record<'forward' | 'backward', (pass: GPUComputePassEncoder) => void>> {
  const [height, width, channels] = input;
  const sizes = { COUNT: count, HEIGHT: height, WIDTH: width, CHANNELS: channels, FLAT_SIZE };
  const prepare = (way: string, text: string, buffers: readonly GPUBuffer[], threads: number) =>
    step(open, {
      label: `wide pool ${way}`,
      code: constantsText(sizes) + poolText + text,
      buffers: () => buffers,
      groups: gridOf(Math.ceil(threads / FLAT_SIZE), open),
    });
  const numbers = count * height * width * channels;
  const [forward, backward] = await Promise.all([
    prepare('forward', forwardText, [inputs, outputs], numbers / 4),
    prepare('backward', backwardText, [inputs, dOutputs, dInputs], numbers),
  ]);
  return { forward: forward.encode, backward: backward.encode };
}
