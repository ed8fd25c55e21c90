import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoRoomError } from '../../core/no-room';
import { finiteDifference } from '../../core/check/finite-differences';
import { initialResnet18, resnet18Layout, type Resnet18Spec } from '../../core/networks/resnet18';
import { createRng } from '../../core/rng/rng';
import { plainResnet18 } from '../../models/embeddings/testing/plain-resnet18';
import { distance, wave } from '../../models/tfjs/testing/numbers';
import { openDevice, type OpenDevice } from '../device';
import { createGpuResnet18 } from './resnet18';
import { floatsOf, submit, uploaded } from './testing/arrays';

/** Stride 2 meets even and odd sizes: maps of 8 x 7, 4 x 4, 2 x 2 and 1 x 1. */
const INPUT = [8, 7, 2] as const;
const PIXELS = 8 * 7 * 2;
const COUNT = 3;
const WIDTH = 4;
/** Numbers before the parameters, their gradient and the images. */
const [PARAMS_FROM, GRADIENT_FROM, IMAGES_FROM] = [6, 5, 3];

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const behind = (before: number, values: Float32Array) => {
  const all = new Float32Array(before + values.length).fill(-7, 0, before);
  all.set(values, before);
  return uploaded(open.device, all);
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

async function made(form: 'usual' | 'preact') {
  const spec: Resnet18Spec = { input: INPUT, width: WIDTH, form };
  const layout = resnet18Layout(spec);
  // a point where no scale or variance is 1 and no offset or mean 0
  const initial = initialResnet18(spec, createRng(7, 'test/resnet18'));
  const moved = wave(initial.length, 5);
  const params = initial.map((value, i) => value + 0.1 * moved[i]);
  const images = wave(COUNT * PIXELS, 1);
  const dOut = wave(COUNT * layout.outputSize, 2);
  const gradient = behind(GRADIENT_FROM, new Float32Array(layout.parameters));
  const network = await createGpuResnet18(open, spec, {
    count: COUNT,
    params: { buffer: behind(PARAMS_FROM, params), from: PARAMS_FROM },
    gradient: { buffer: gradient, from: GRADIENT_FROM },
    images: { buffer: behind(IMAGES_FROM, images), from: IMAGES_FROM },
  });
  const plain = (at: Float32Array | Float64Array, training: boolean) =>
    plainResnet18(INPUT, WIDTH, at, images, training, form === 'preact');
  const run = async (mode: 'training' | 'evaluation') => {
    submit(open.device, (pass) => network.forward(pass, mode));
    return floatsOf(open.device, network.outputs);
  };
  return { ...layout, params, dOut, gradient, network, plain, run };
}

describe.each(['usual', 'preact'] as const)('ResNet18 on the device, %s form', (form) => {
  let ours: Awaited<ReturnType<typeof made>>;

  beforeAll(async () => {
    ours = await made(form);
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
      const numbers = COUNT * (form === 'usual' ? output[0] * output[1] : input[0] * input[1]);
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
      (sum, { output }) => sum + COUNT * output[0] * output[1] * output[2],
      0,
    );
    expect(ours.network.bytes).toBeGreaterThan(4 * (maps + parameters - trainable));
    expect(ours.network.bytes).toBeLessThan(2 ** 22);
  });
});

it('refuses maps that the device cannot bind', async () => {
  const at = { buffer: uploaded(open.device, new Float32Array(4)), from: 0 };
  const places = { count: 100_000, params: at, gradient: at, images: at };
  const made = createGpuResnet18(open, { input: [64, 64, 3] }, places);
  await expect(made).rejects.toThrow('maps of 100000 images would take');
  await expect(made).rejects.toThrow(NoRoomError);
});
