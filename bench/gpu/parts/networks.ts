/**
 * The device's own peaks (a plain product for every tiling, a copy), the products of every convolution of LeNet
 * and ResNet18 for the tilings that may suit them, and whole layered networks, forward and back.
 */
import { embeddings } from '../../../src/core/networks/embeddings';
import { outputSize, parameterCount, type NetworkSpec } from '../../../src/core/networks/layers';
import type { OpenDevice } from '../../../src/gpu/device';
import {
  createConvolutionProduct,
  createConvolutionScratch,
  productShapes,
  type ConvolutionShape,
  type ProductKind,
} from '../../../src/gpu/networks/convolution';
import { createGpuNetwork } from '../../../src/gpu/networks/network';
import { stagesOf, volume } from '../../../src/gpu/networks/stages';
import { createTilingMemory } from '../../../src/gpu/networks/tiling-memory';
import {
  convolutionsOf,
  rememberedTilings,
  tuneConvolutions,
} from '../../../src/gpu/networks/tuning';
import { gridOf, step } from '../../../src/gpu/networks/step';
import {
  candidateTilings,
  tileColumns,
  tileRows,
  workgroupBytes,
  type ProductShape,
  type Tiling,
  type TilingChoice,
} from '../../../src/gpu/networks/tiling';

type Tell = (what: string, numbers: Record<string, number | string>) => void;
type Record_ = (pass: GPUComputePassEncoder) => void;

/** Milliseconds that one measurement should take, and how many the median is of. */
const SPAN_MS = 6;
const ROUNDS = 3;
/** No measurement is begun after so many milliseconds. */
const END_MS = 17_000;

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  const began = performance.now();
  const late = () => performance.now() - began > END_MS;
  await copies(open, soft ? 2 ** 12 : 2 ** 26, tell);
  await plainProducts(open, soft ? 64 : 4096, soft, tell);
  const count = soft ? 2 : 200;
  for (const name of soft ? (['compact'] as const) : (['compact', 'lenet'] as const)) {
    const spec = { input: [28, 28, 1], layers: embeddings[name] } as const;
    await networkTimes(open, name, spec, count, tell);
  }
  const shapes = soft ? resnetShapes(2, 4, 4) : [...resnetShapes(200, 28, 64), ...lenetShapes(200)];
  for (const [name, of] of soft ? shapes.slice(0, 1) : shapes) {
    for (const kind of ['forward', 'byData', 'byFilter'] as const) {
      if (kind === 'byData' && of.input[2] === 1) continue;
      if (late()) tell(`${name} ${kind}`, { 'left out': 'no time' });
      else await productTimes(open, `${name} ${kind}`, of, kind, soft, tell);
    }
  }
}

const wide: Tiling[] = [
  { across: 16, down: 16, wide: 8, high: 8, depth: 8, splits: 1 },
  { across: 16, down: 16, wide: 8, high: 8, depth: 16, splits: 1 },
  { across: 16, down: 16, wide: 8, high: 8, depth: 32, splits: 1 },
  { across: 8, down: 32, wide: 16, high: 4, depth: 16, splits: 1 },
  { across: 8, down: 16, wide: 16, high: 8, depth: 16, splits: 1 },
  { across: 16, down: 8, wide: 8, high: 16, depth: 16, splits: 1 },
  { across: 16, down: 16, wide: 8, high: 16, depth: 8, splits: 1 },
  { across: 8, down: 16, wide: 8, high: 8, depth: 16, splits: 1 },
  { across: 8, down: 8, wide: 8, high: 8, depth: 16, splits: 1 },
  { across: 16, down: 16, wide: 4, high: 8, depth: 16, splits: 1 },
  { across: 16, down: 16, wide: 4, high: 4, depth: 16, splits: 1 },
];

const nameOf = ({ across, down, wide: w, high, depth, splits }: Tiling) =>
  `${across}x${down} threads of ${w}x${high}, depth ${depth}, splits ${splits}`;

/** Milliseconds of what is recorded, once, as the median of some rounds of many. */
async function time(device: GPUDevice, record: Record_): Promise<number> {
  const run = async (times: number) => {
    const start = performance.now();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < times; i++) record(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  await run(1);
  const once = await run(1);
  const times = Math.max(1, Math.min(200, Math.round(SPAN_MS / Math.max(once, 0.03))));
  const took: number[] = [];
  for (let i = 0; i < ROUNDS; i++) took.push((await run(times)) / times);
  return took.sort((a, b) => a - b)[ROUNDS >> 1];
}

const round = (value: number) => Number(value.toPrecision(4));

function storage(device: GPUDevice, length: number): GPUBuffer {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  return device.createBuffer({
    size: Math.max(16, 4 * length),
    usage: STORAGE | COPY_SRC | COPY_DST,
  });
}

/** Numbers between -1 and 1, made on the device. */
async function filled(open: OpenDevice, length: number): Promise<GPUBuffer> {
  const buffer = storage(open.device, length);
  const fill = await step(open, {
    label: 'fill',
    code: `
@group(0) @binding(0) var<storage, read_write> numbers: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * 64u;
  if (i >= ${length}u) { return; }
  var word = i * 747796405u + 2891336453u;
  word = ((word >> ((word >> 28u) + 4u)) ^ word) * 277803737u;
  numbers[i] = f32((word >> 22u) ^ word) * ${2 ** -31} - 1.0;
}`,
    buffers: () => [buffer],
    groups: gridOf(Math.ceil(length / 64), open),
  });
  submit(open.device, (pass) => fill.encode(pass));
  return buffer;
}

function submit(device: GPUDevice, record: Record_): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  record(pass);
  pass.end();
  device.queue.submit([encoder.finish()]);
}

/** Numbers from .. from + length - 1 of a buffer. */
async function read(device: GPUDevice, buffer: GPUBuffer, from: number, length: number) {
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const staging = device.createBuffer({ size: 4 * length, usage: MAP_READ | COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 4 * from, staging, 0, 4 * length);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const numbers = new Float32Array(staging.getMappedRange()).slice();
  staging.destroy();
  return numbers;
}

async function copies(open: OpenDevice, length: number, tell: Tell): Promise<void> {
  const { device } = open;
  const [source, target] = [await filled(open, length), storage(device, length)];
  const copy = await step(open, {
    label: 'copy',
    code: `
@group(0) @binding(0) var<storage, read> source: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> copied: array<vec4f>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * 256u;
  if (i < ${length / 4}u) { copied[i] = source[i]; }
}`,
    buffers: () => [source, target],
    groups: gridOf(Math.ceil(length / 1024), open),
  });
  const ms = await time(device, (pass) => copy.encode(pass));
  tell('copy', { bytes: 4 * length, ms: round(ms), 'GB/s': round((8 * length) / ms / 1e6) });
  source.destroy();
  target.destroy();
}

/** A product of two square matrices, as a dense layer. */
async function plainProducts(open: OpenDevice, size: number, soft: boolean, tell: Tell) {
  const of: ConvolutionShape = {
    ...{ count: size, input: [1, 1, size], output: [1, 1, size] },
    ...{ kernel: 1, stride: 1, before: 0 },
  };
  const rig = await createRig(open, of);
  const [left, right] = await Promise.all([
    read(open.device, rig.buffers.inputs.buffer, 5 * size, size),
    read(open.device, rig.buffers.params.buffer, 0, size * size),
  ]);
  const expected = Float64Array.from({ length: size }, (_, n) =>
    left.reduce((sum, value, k) => sum + value * right[k * size + n], 0),
  );
  for (const tiling of soft ? wide.slice(-1) : wide) {
    if (workgroupBytes(tiling) > open.device.limits.maxComputeWorkgroupStorageSize) continue;
    const start = performance.now();
    const product = await rig.create(tiling, 'forward');
    const compile = performance.now() - start;
    const ms = await time(open.device, (pass) => product.encode(pass));
    const got = await read(open.device, rig.buffers.outputs, 5 * size, size);
    tell(`product ${size}^3, ${nameOf(tiling)}`, {
      ms: round(ms),
      'GFLOP/s': round((2 * size ** 3) / ms / 1e6),
      'compile ms': round(compile),
      'error against the CPU': round(worst(got, expected)),
    });
  }
  rig.destroy();
}

/** The largest difference, as a part of the largest number expected. */
function worst(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [most, reach] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(got[i] - expected[i]);
    if (!(error <= most)) most = error;
    reach = Math.max(reach, Math.abs(expected[i]));
  }
  return most / reach;
}

/** Buffers of a convolution, for as many ways to make it as are tried. */
async function createRig(open: OpenDevice, of: ConvolutionShape) {
  const [inputs, outputs] = [of.count * volume(of.input), of.count * volume(of.output)];
  const weights = of.kernel ** 2 * of.input[2] * of.output[2];
  const buffers = {
    inputs: { buffer: await filled(open, inputs), from: 0 },
    params: { buffer: await filled(open, weights), from: 0 },
    gradient: { buffer: storage(open.device, weights), from: 0 },
    outputs: storage(open.device, outputs),
    dOutputs: await filled(open, outputs),
    dInputs: storage(open.device, inputs),
  };
  const scratches: { destroy(): void }[] = [];
  return {
    buffers,
    create(tiling: Tiling, kind: ProductKind) {
      const scratch = createConvolutionScratch(open.device);
      scratches.push(scratch);
      const options = { tilings: () => tiling };
      return createConvolutionProduct(open, kind, of, buffers, scratch, options);
    },
    destroy() {
      const { inputs: i, params: p, gradient: g, ...others } = buffers;
      for (const buffer of [i.buffer, p.buffer, g.buffer, ...Object.values(others), ...scratches]) {
        buffer.destroy();
      }
    },
  };
}

async function productTimes(
  open: OpenDevice,
  name: string,
  of: ConvolutionShape,
  kind: ProductKind,
  soft: boolean,
  tell: Tell,
): Promise<void> {
  const shape = productShapes(of, false)[kind];
  const rig = await createRig(open, of);
  const results = { forward: rig.buffers.outputs, byData: rig.buffers.dInputs };
  const result = kind === 'byFilter' ? rig.buffers.gradient.buffer : results[kind];
  const length = Math.min(256, result.size / 4);
  const from = (result.size / 4 - length) & ~1;
  let first: Float32Array | undefined;
  const candidates = candidateTilings(shape);
  for (const tiling of soft ? candidates.slice(-1) : candidates) {
    const start = performance.now();
    const product = await rig.create(tiling, kind);
    const compile = performance.now() - start;
    const ms = await time(open.device, (pass) => product.encode(pass));
    const got = await read(open.device, result, from, length);
    first ??= got;
    tell(`${name}, ${nameOf(tiling)}`, {
      ms: round(ms),
      'GFLOP/s': round(flops(of) / ms / 1e6),
      tiles: tilesOf(shape, tiling),
      'compile ms': round(compile),
      'error against the first': round(worst(got, first)),
    });
  }
  rig.destroy();
}

const tilesOf = ({ rows, columns, phases }: ProductShape, of: Tiling) =>
  Math.ceil(rows / tileRows(of)) * Math.ceil(columns / tileColumns(of)) * phases * of.splits;

/** Multiplications and additions of each of the three products. */
const flops = ({ count, output, kernel, input }: ConvolutionShape) =>
  2 * count * volume(output) * kernel ** 2 * input[2];

type Named = readonly [string, ConvolutionShape];

/** The convolutions of ResNet18, one of each kind. */
function resnetShapes(count: number, size: number, width: number): readonly Named[] {
  const shape = (kernel: number, stride: number, at: number, from: number, to: number): Named => {
    const out = Math.ceil(at / stride);
    const name = `${kernel}x${kernel} ${at}x${at}x${from} -> ${out}x${out}x${to}`;
    const input = [at, at, from] as const;
    const output = [out, out, to] as const;
    return [name, { count, input, output, kernel, stride, before: kernel >> 1 }];
  };
  const sizes = [0, 1, 2, 3].map((stage) => Math.ceil(size / 2 ** stage));
  const widths = [0, 1, 2, 3].map((stage) => width * 2 ** stage);
  const inner = sizes.map((at, i) => shape(3, 1, at, widths[i], widths[i]));
  return [
    ...inner,
    shape(3, 2, size, width, 2 * width),
    shape(1, 2, size, width, 2 * width),
    shape(3, 1, size, 1, width),
  ];
}

/** The layers of LeNet that have weights. */
const lenetShapes = (count: number): readonly Named[] =>
  stagesOf({ input: [28, 28, 1], layers: embeddings.lenet }).flatMap((stage): Named[] => {
    if (stage.kind !== 'convolution') return [];
    const { input, output } = stage.shape;
    return [[`LeNet ${input.join('x')} -> ${output.join('x')}`, { count, ...stage.shape }]];
  });

async function networkTimes(
  open: OpenDevice,
  name: string,
  spec: NetworkSpec,
  count: number,
  tell: Tell,
): Promise<void> {
  const { device } = open;
  const params = parameterCount(spec);
  const buffers = [
    await filled(open, params),
    storage(device, params),
    await filled(open, count * volume(spec.input)),
  ];
  const [weights, gradient, images] = buffers.map((buffer) => ({ buffer, from: 0 }));
  const measured = async (how: string, tilings?: TilingChoice) => {
    const start = performance.now();
    const place = { count, params: weights, gradient, images };
    const network = await createGpuNetwork(open, spec, place, tilings);
    const compile = performance.now() - start;
    const forward = await time(device, (pass) => network.forward(pass, 'training'));
    const both = await time(device, (pass) => {
      network.forward(pass, 'training');
      network.backward(pass);
    });
    tell(`${name}, ${count} images, tilings ${how}`, {
      'forward ms': round(forward),
      'forward and back ms': round(both),
      'compile ms': round(compile),
      'outputs of an image': outputSize(spec),
    });
    network.destroy();
  };
  await measured('by size');
  if (!open.adapter.software) {
    const start = performance.now();
    await tuneConvolutions(open, convolutionsOf(spec, count), memory);
    tell(`${name}, tuning`, { ms: round(performance.now() - start) });
    await measured('measured', rememberedTilings(open, memory));
  }
  for (const buffer of buffers) buffer.destroy();
}

const memory = createTilingMemory();
