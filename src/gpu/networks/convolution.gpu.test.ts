import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normals } from '../../core/neighbours/testing/numbers';
import type { Shape } from '../../core/networks/layers';
import { openDevice, type OpenDevice } from '../device';
import {
  createConvolution,
  createConvolutionScratch,
  type ConvolutionOptions,
  type ConvolutionShape,
} from './convolution';
import { compute, download, upload, worstError } from './testing/device';
import type { Tiling } from './tiling';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const volume = (count: number, [height, width, channels]: Shape) =>
  count * height * width * channels;

/** Calls back for every product of an input with a weight that goes into an output. */
function eachProduct(
  { count, input, output, kernel, stride, before }: ConvolutionShape,
  visit: (input: number, weight: number, output: number) => void,
): void {
  const [height, width, channels] = input;
  const filters = output[2];
  for (let image = 0; image < count; image++) {
    for (let oy = 0; oy < output[0]; oy++) {
      for (let ox = 0; ox < output[1]; ox++) {
        for (let tap = 0; tap < kernel * kernel; tap++) {
          const y = oy * stride - before + Math.floor(tap / kernel);
          const x = ox * stride - before + (tap % kernel);
          if (y < 0 || y >= height || x < 0 || x >= width) continue;
          const from = ((image * height + y) * width + x) * channels;
          const to = ((image * output[0] + oy) * output[1] + ox) * filters;
          for (let c = 0; c < channels; c++) {
            for (let f = 0; f < filters; f++) {
              visit(from + c, (tap * channels + c) * filters + f, to + f);
            }
          }
        }
      }
    }
  }
}

interface Numbers {
  readonly inputs: Float32Array<ArrayBuffer>;
  readonly params: Float32Array<ArrayBuffer>;
  readonly dOutputs: Float32Array<ArrayBuffer>;
}

/** The convolution without a bias, and its gradients, in double precision. */
function truth(of: ConvolutionShape, { inputs, params, dOutputs }: Numbers, from: number) {
  const outputs = new Float64Array(dOutputs.length);
  const dInputs = new Float64Array(inputs.length);
  const gradient = new Float64Array(params.length);
  eachProduct(of, (i, w, o) => {
    outputs[o] += inputs[i] * params[from + w];
    dInputs[i] += dOutputs[o] * params[from + w];
    gradient[from + w] += dOutputs[o] * inputs[i];
  });
  return { outputs, dInputs, gradient };
}

async function run(
  of: ConvolutionShape,
  numbers: Numbers,
  from: number,
  options: ConvolutionOptions = {},
) {
  const { device } = open;
  const scratch = createConvolutionScratch(device);
  const buffers = {
    inputs: { buffer: upload(device, numbers.inputs), from: 0 },
    params: { buffer: upload(device, numbers.params), from },
    gradient: { buffer: upload(device, new Float32Array(numbers.params.length)), from },
    outputs: upload(
      device,
      numbers.dOutputs.map(() => 9),
    ),
    dOutputs: upload(device, numbers.dOutputs),
    dInputs: upload(
      device,
      numbers.inputs.map(() => 9),
    ),
  };
  const convolution = await createConvolution(open, of, buffers, scratch, options);
  compute(device, (pass) => {
    convolution.forward(pass);
    convolution.byData(pass);
    convolution.byFilter(pass);
  });
  const result = {
    outputs: await download(device, buffers.outputs),
    dInputs: await download(device, buffers.dInputs),
    gradient: await download(device, buffers.gradient.buffer),
  };
  scratch.destroy();
  return result;
}

function numbersOf(of: ConvolutionShape, from: number): Numbers {
  const weights = of.kernel * of.kernel * of.input[2] * of.output[2];
  return {
    inputs: normals(volume(of.count, of.input), 1) as Float32Array<ArrayBuffer>,
    params: normals(from + weights + of.output[2], 2) as Float32Array<ArrayBuffer>,
    dOutputs: normals(volume(of.count, of.output), 3) as Float32Array<ArrayBuffer>,
  };
}

const shape = (
  count: number,
  input: Shape,
  output: Shape,
  kernel: number,
  stride: number,
  before: number,
): ConvolutionShape => ({ count, input, output, kernel, stride, before });

const shapes: [string, ConvolutionShape][] = [
  ['one pixel', shape(1, [1, 1, 1], [1, 1, 1], 1, 1, 0)],
  ['a dense layer', shape(3, [1, 1, 37], [1, 1, 10], 1, 1, 0)],
  ['a dense layer in fours', shape(5, [1, 1, 72], [1, 1, 12], 1, 1, 0)],
  ['one channel', shape(2, [9, 8, 1], [5, 4, 5], 5, 1, 0)],
  ['three channels, padded', shape(2, [5, 7, 3], [5, 7, 8], 3, 1, 1)],
  ['channels in fours, padded', shape(2, [6, 5, 8], [6, 5, 12], 3, 1, 1)],
  ['stride 2, padded, even', shape(2, [6, 6, 8], [3, 3, 4], 3, 2, 1)],
  ['stride 2, padded, odd', shape(1, [7, 5, 4], [4, 3, 6], 3, 2, 1)],
  ['stride 2 of one pixel', shape(2, [7, 6, 4], [4, 3, 8], 1, 2, 0)],
  ['stride that leaves pixels out', shape(1, [11, 12, 3], [3, 4, 5], 2, 3, 0)],
  ['stride larger than the kernel, padded', shape(2, [4, 4, 4], [3, 3, 4], 2, 3, 2)],
  ['padding before and after of other sizes', shape(1, [7, 9, 3], [7, 9, 6], 4, 1, 1)],
];

describe('a convolution on the device makes the same numbers as sums in double precision', () => {
  it.each(shapes)('%s', async (_, of) => {
    // weights at a multiple of four, or at none, where channels are not in fours either
    const from = of.output[2] % 4 === 0 && of.stride !== 3 ? 4 : 3;
    const numbers = numbersOf(of, from);
    const expected = truth(of, numbers, from);
    const got = await run(of, numbers, from);
    expect(worstError(got.outputs, expected.outputs)).toBeLessThan(2e-6);
    expect(worstError(got.dInputs, expected.dInputs)).toBeLessThan(2e-6);
    expect(worstError(got.gradient, expected.gradient)).toBeLessThan(2e-6);
  });
});

describe('a convolution on the device', () => {
  const of = shape(3, [7, 6, 8], [4, 3, 20], 3, 2, 1);
  const numbers = numbersOf(of, 4);
  const expected = truth(of, numbers, 4);
  const tilings: Tiling[] = [
    { across: 8, down: 8, wide: 4, high: 4, depth: 8, splits: 1 },
    { across: 8, down: 8, wide: 4, high: 4, depth: 16, splits: 3 },
    { across: 16, down: 16, wide: 8, high: 8, depth: 16, splits: 1 },
    { across: 5, down: 12, wide: 4, high: 8, depth: 8, splits: 2 },
    { across: 4, down: 4, wide: 4, high: 4, depth: 8, splits: 50 },
  ];

  it.each(tilings)('makes the same numbers however it is cut up: %j', async (tiling) => {
    const got = await run(of, numbers, 4, { tilings: () => tiling });
    expect(worstError(got.outputs, expected.outputs)).toBeLessThan(2e-6);
    expect(worstError(got.dInputs, expected.dInputs)).toBeLessThan(2e-6);
    expect(worstError(got.gradient, expected.gradient)).toBeLessThan(2e-6);
  });

  it.each([1, 3])(
    'adds, activates and multiplies at the store, sums in %i parts',
    async (splits) => {
      const addend = normals(numbers.inputs.length, 5) as Float32Array<ArrayBuffer>;
      const outputs = normals(numbers.inputs.length, 6) as Float32Array<ArrayBuffer>;
      const weights = 3 * 3 * 8 * 20;
      const got = await run(of, numbers, 4, {
        biased: true,
        activation: 'softplus',
        addend: upload(open.device, addend),
        slope: { outputs: upload(open.device, outputs), activation: 'relu' },
        tilings: () => ({ across: 8, down: 8, wide: 4, high: 4, depth: 16, splits }),
      });
      const biased = expected.outputs.map((v, i) => v + numbers.params[4 + weights + (i % 20)]);
      const out = biased.map((v) => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
      expect(worstError(got.outputs, out)).toBeLessThan(2e-6);
      const dIn = expected.dInputs.map((d, i) => (outputs[i] > 0 ? d + addend[i] : 0));
      expect(worstError(got.dInputs, dIn)).toBeLessThan(2e-6);
      const gradient = expected.gradient.slice();
      numbers.dOutputs.forEach((d, i) => (gradient[4 + weights + (i % 20)] += d));
      expect(worstError(got.gradient, gradient)).toBeLessThan(2e-6);
    },
  );
});
