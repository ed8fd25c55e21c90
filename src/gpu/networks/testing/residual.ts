import { afterAll, beforeAll, expect, it } from 'vitest';
import { finiteDifference } from '../../../core/check/finite-differences';
import type { ResidualLayout } from '../../../core/networks/residual';
import { distance, wave } from '../../../models/tfjs/testing/numbers';
import type { OpenDevice } from '../../device';
import type { GpuNetwork, GpuNetworkPlace } from '../gpu-network';
import type { Computed } from '../updates';
import { floatsOf, submit, uploaded } from './arrays';

/** Numbers before the parameters, their gradient and the images. */
const [PARAMS_FROM, GRADIENT_FROM, IMAGES_FROM] = [6, 5, 3];

/** A residual network on a device, and its definition. */
export interface ResidualCase {
  readonly layout: ResidualLayout;
  /** Whether a unit normalises what it gives out; else what it takes. */
  readonly normalises: 'outputs' | 'inputs';
  readonly initial: Float32Array;
  readonly count: number;
  /** Numbers of an image. */
  readonly pixels: number;
  create(
    open: OpenDevice,
    place: GpuNetworkPlace,
  ): Promise<GpuNetwork & { readonly computed: Computed }>;
  plain(params: Float32Array | Float64Array, images: Float32Array, training: boolean): Float64Array;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

function behind(open: OpenDevice, before: number, values: Float32Array) {
  const all = new Float32Array(before + values.length).fill(-7, 0, before);
  all.set(values, before);
  return uploaded(open.device, all);
}

async function made(open: OpenDevice, { layout, initial, count, pixels, ...own }: ResidualCase) {
  // a point where no scale or variance is 1 and no offset or mean 0
  const moved = wave(initial.length, 5);
  const params = initial.map((value, i) => value + 0.1 * moved[i]);
  const images = wave(count * pixels, 1);
  const dOut = wave(count * layout.outputSize, 2);
  const gradient = behind(open, GRADIENT_FROM, new Float32Array(layout.parameters));
  const network = await own.create(open, {
    count,
    params: { buffer: behind(open, PARAMS_FROM, params), from: PARAMS_FROM },
    gradient: { buffer: gradient, from: GRADIENT_FROM },
    images: { buffer: behind(open, IMAGES_FROM, images), from: IMAGES_FROM },
  });
  const plain = (at: Float32Array | Float64Array, training: boolean) =>
    own.plain(at, images, training);
  const run = async (mode: 'training' | 'evaluation') => {
    submit(open.device, (pass) => network.forward(pass, mode));
    return floatsOf(open.device, network.outputs);
  };
  return { ...layout, params, dOut, gradient, network, plain, run };
}

/** Registers the tests that hold a residual network on a device against its definition. */
export function itIsTheNetwork(device: () => OpenDevice, residual: ResidualCase): void {
  const { count, normalises } = residual;
  let open: OpenDevice;
  let ours: Awaited<ReturnType<typeof made>>;

  beforeAll(async () => {
    open = device();
    ours = await made(open, residual);
  });

  afterAll(() => ours.network.destroy());

  it('gives the outputs of the definition in both modes', async () => {
    const { run, plain, params } = ours;
    for (const again of [false, true]) {
      const evaluated = await run('evaluation');
      expect(distance(evaluated, plain(params, false)), `${again}`).toBeLessThan(1e-5);
      const trained = await run('training');
      expect(distance(trained, plain(params, true)), `${again}`).toBeLessThan(1e-4);
    }
  });

  it('moves the running statistics a tenth of the way to those of the batch', async () => {
    const { run, plain, params, network, units, trainable, parameters } = ours;
    await run('training');
    const { computed } = network;
    expect(computed).toMatchObject({
      from: PARAMS_FROM + trainable,
      length: parameters - trainable,
    });
    const running = await floatsOf(open.device, computed.values);
    // with these statistics the definition evaluates as it trains
    const settled = Float64Array.from(params);
    for (const { statisticsAt, normalised, input, output } of units) {
      const [height, width] = normalises === 'outputs' ? output : input;
      const numbers = count * height * width;
      for (let i = 0; i < 2 * normalised; i++) {
        const batch =
          (running[statisticsAt - trainable + i] - 0.9 * params[statisticsAt + i]) / 0.1;
        const biased = i < normalised ? 1 : (numbers - 1) / numbers;
        settled[statisticsAt + i] = batch * biased;
      }
    }
    // what is a tenth of the result has ten times its rounding
    expect(distance(plain(settled, false), plain(params, true))).toBeLessThan(1e-3);
    expect(distance(plain(params, false), plain(params, true))).toBeGreaterThan(0.1);
  });

  it('has the gradient of finite differences', async () => {
    const { run, plain, params, dOut, network, units, trainable, parameters } = ours;
    const { device } = open;
    await run('training');
    device.queue.writeBuffer(network.dOutputs, 0, dOut);
    submit(device, (pass) => network.backward(pass));
    const all = await floatsOf(device, ours.gradient);
    expect([...all.subarray(0, GRADIENT_FROM)]).toEqual(Array(GRADIENT_FROM).fill(-7));
    const gradient = all.subarray(GRADIENT_FROM, GRADIENT_FROM + parameters);
    expect(gradient.subarray(trainable).every((value) => value === 0)).toBe(true);

    const slope = (move: (at: Float64Array, step: number) => void) =>
      finiteDifference(
        (step) => {
          const at = Float64Array.from(params);
          move(at, step);
          return dot(plain(at, true), dOut);
        },
        0,
        1e-6,
      );
    const length = Math.sqrt(dot(gradient, gradient));
    const steepest = slope((at, step) =>
      gradient.forEach((g, i) => (at[i] += (step * g) / length)),
    );
    expect(steepest / length).toBeCloseTo(1, 3);

    // one weight, scale and offset of every unit
    for (const { kernel, input, output, normalised, weightsAt, scaleAt, offsetAt } of units) {
      const centre = weightsAt + ((kernel ** 2) >> 1) * input[2] * output[2];
      for (const i of [centre + 1, ...(normalised > 0 ? [scaleAt + 1, offsetAt + 2] : [])]) {
        const alone = slope((at, step) => (at[i] += step));
        expect(Math.abs(alone - gradient[i]) / length, `parameter ${i}`).toBeLessThan(5e-5);
      }
    }
  });

  it('says what it holds', () => {
    const { units, parameters, trainable } = ours;
    const maps = units.reduce(
      (sum, { output }) => sum + count * output[0] * output[1] * output[2],
      0,
    );
    expect(ours.network.bytes).toBeGreaterThan(4 * (maps + parameters - trainable));
    expect(ours.network.bytes).toBeLessThan(2 ** 22);
  });
}
