import type { NetworkSpec } from '../../core/networks/layers';
import type { OpenDevice } from '../device';
import {
  createConvolutionProduct,
  createConvolutionScratch,
  productShapes,
  type ConvolutionShape,
  type ProductKind,
} from './convolution';
import { stagesOf, volume } from './stages';
import type { Recorded } from './step';
import type { TilingMemory } from './tiling-memory';
import { candidateTilings, tilingBySize, type Tiling, type TilingChoice } from './tiling';
import { createTimer, type Timer } from './timer';

/** Tilings of a device: what is remembered of its adapter, and by their sizes for all other products. */
export function rememberedTilings({ adapter }: OpenDevice, memory: TilingMemory): TilingChoice {
  const bySize = tilingBySize(adapter);
  if (adapter.software) return bySize;
  return (shape) => memory.find(adapter.name, shape) ?? bySize(shape);
}

/** A convolution to be tuned, and which of its products are made. */
export interface Tuned {
  readonly shape: ConvolutionShape;
  readonly biased: boolean;
  /** Whether its inputs have a gradient. */
  readonly differentiated: boolean;
}

/** The convolutions of a layered network. */
export function convolutionsOf(spec: NetworkSpec, count: number): readonly Tuned[] {
  const shapes = stagesOf(spec).flatMap((stage) =>
    stage.kind === 'convolution' ? [{ count, ...stage.shape }] : [],
  );
  return shapes.map((shape, i) => ({ shape, biased: true, differentiated: i > 0 }));
}

/**
 * Measures the candidates of every product of these convolutions that nothing is remembered of, and
 * remembers the fastest. A program that stands for an adapter is not measured.
 *
 * @throws GpuError when the device fails
 */
export async function tuneConvolutions(
  open: OpenDevice,
  convolutions: readonly Tuned[],
  memory: TilingMemory,
): Promise<void> {
  if (open.adapter.software) return;
  await measureTilings(open, convolutions, memory);
}

/** The same for any adapter. */
export async function measureTilings(
  open: OpenDevice,
  convolutions: readonly Tuned[],
  memory: TilingMemory,
): Promise<void> {
  const timer = createTimer(open);
  try {
    for (const tuned of convolutions) await tuneConvolution(open, tuned, memory, timer);
  } finally {
    timer.destroy();
  }
}

async function tuneConvolution(
  open: OpenDevice,
  { shape, biased, differentiated }: Tuned,
  memory: TilingMemory,
  timer: Timer,
): Promise<void> {
  const { name } = open.adapter;
  const shapes = productShapes(shape, biased);
  const kinds = differentiated ? productKinds : productKinds.filter((kind) => kind !== 'byData');
  const unknown = kinds.filter((kind) => !memory.find(name, shapes[kind]));
  if (unknown.length === 0) return;
  const rig = createRig(open, shape, biased);
  try {
    // all of them before the first is recorded: then the scratch has its size
    const trials = await Promise.all(
      unknown.map(async (kind) => {
        const tilings = candidateTilings(shapes[kind]);
        const made = await Promise.all(tilings.map((tiling) => rig.create(kind, tiling)));
        return { product: shapes[kind], tilings, made };
      }),
    );
    for (const { product, tilings, made } of trials) {
      memory.keep(name, product, tilings[await fastestOf(made, timer)]);
    }
  } finally {
    rig.destroy();
  }
}

const productKinds: readonly ProductKind[] = ['forward', 'byFilter', 'byData'];

/** Milliseconds that one of the measurements should take: the device's clock may count in tenths of one. */
const SPAN_MS = 1;
const MOST_TIMES = 50;

/** Index of what takes least: after once to warm up, each is measured twice, the better counts. */
async function fastestOf(products: readonly Recorded[], timer: Timer): Promise<number> {
  const took: number[] = [];
  for (const product of products) {
    const once = await timer.time((pass) => product.encode(pass));
    const times = Math.max(1, Math.min(MOST_TIMES, Math.round(SPAN_MS / Math.max(once, 0.01))));
    const many = (pass: GPUComputePassEncoder) => {
      for (let i = 0; i < times; i++) product.encode(pass);
    };
    took.push(Math.min(await timer.time(many), await timer.time(many)) / times);
  }
  return took.indexOf(Math.min(...took));
}

/** A convolution of zeros, for as many ways to make its products as are tried. */
function createRig(open: OpenDevice, of: ConvolutionShape, biased: boolean) {
  const { device } = open;
  const made: { destroy(): void }[] = [];
  const zeros = (label: string, length: number): GPUBuffer => {
    const size = Math.max(16, 4 * length);
    const buffer = device.createBuffer({ label, size, usage: GPUBufferUsage.STORAGE });
    made.push(buffer);
    return buffer;
  };
  const filters = of.output[2];
  const params = (of.kernel ** 2 * of.input[2] + (biased ? 1 : 0)) * filters;
  const [inputs, outputs] = [of.count * volume(of.input), of.count * volume(of.output)];
  const buffers = {
    inputs: { buffer: zeros('inputs', inputs), from: 0 },
    outputs: zeros('outputs', outputs),
    dInputs: zeros('gradient in the inputs', inputs),
    dOutputs: zeros('gradient in the outputs', outputs),
    params: { buffer: zeros('weights', params), from: 0 },
    gradient: { buffer: zeros('gradient', params), from: 0 },
  };
  const scratch = createConvolutionScratch(device);
  made.push(scratch);
  return {
    create: (kind: ProductKind, tiling: Tiling) =>
      createConvolutionProduct(open, kind, of, buffers, scratch, { biased, tilings: () => tiling }),
    destroy() {
      for (const each of made) each.destroy();
    },
  };
}
