import type { Activation } from '../../core/networks/layers';
import type { OpenDevice } from '../device';
import type { Range } from './gpu-network';
import activations from './activation.wgsl?raw';
import storeCode from './product-store.wgsl?raw';
import sumsCode from './product-sums.wgsl?raw';
import { productMain, type FoursOf } from './product-main';
import type { Scratch } from './scratch';
import { constantsText, FLAT_SIZE, gridOf, reader, step, type Recorded } from './step';
import { chunkOf, tileColumns, tileRows, tilesOf, type ProductShape, type Tiling } from './tiling';

/** What is done to the sums of a product before they are stored, in this order. */
export interface Finish {
  /** Added to every row: one number per column. */
  readonly bias?: Range;
  /** Added: numbers that lie as the result does. */
  readonly addend?: GPUBuffer;
  /** Applied to every number. */
  readonly activation?: Activation;
  /** The derivative of an activation that gave out these numbers, which lie as the result does. */
  readonly slope?: { readonly outputs: GPUBuffer; readonly activation: Activation };
}

/** A product of two matrices that shader text reads, and where it goes. */
export interface ProductSpec {
  readonly label: string;
  readonly shape: ProductShape;
  readonly tiling: Tiling;
  /**
   * Text with `read_a`, `read_b` and what belongs to them, see convolution-forward.wgsl, and what it
   * is to be preceded by: numbers and whether they hold.
   */
  readonly operands: string;
  readonly constants: Readonly<Record<string, number | boolean>>;
  /** What `read_a` gives. */
  readonly foursOf: FoursOf;
  readonly a: Operand;
  readonly b: Operand;
  readonly out: Range;
  /** Rows of the result, which those of all phases are put into. */
  readonly outRows: number;
  readonly finish: Finish;
}

/** A buffer, asked for when it is bound, and whether all that is read of it are fours at multiples of four. */
export interface Operand {
  readonly buffer: () => GPUBuffer;
  readonly aligned: boolean;
}

/**
 * Prepares a product: shader text for exactly its sizes, its pipelines and bind groups. Sums that
 * are split need room in `scratch`, which has to be the same for work that is recorded in one order.
 */
export async function createProduct(
  open: OpenDevice,
  spec: ProductSpec,
  scratch: Scratch,
): Promise<Recorded> {
  const { shape, tiling, outRows, out } = spec;
  const { splits } = tiling;
  const total = outRows * shape.columns;
  if (splits > 1) scratch.reserve(4 * splits * total);
  const direct = splits === 1;
  const multiply = await step(open, {
    label: `${spec.label} product`,
    code: productCode(spec, direct),
    buffers: () => [
      spec.a.buffer(),
      spec.b.buffer(),
      direct ? out.buffer : scratch.buffer(),
      ...(direct ? finishBuffers(spec.finish) : []),
    ],
    groups: [...gridOf(tilesOf(tiling, { ...shape, phases: 1 }), open), shape.phases * splits],
  });
  if (direct) return multiply;
  const add = await step(open, {
    label: `${spec.label} sums`,
    code: sumsText(spec),
    buffers: () => [scratch.buffer(), out.buffer, ...finishBuffers(spec.finish)],
    groups: gridOf(Math.ceil((outRows * Math.ceil(shape.columns / 4)) / FLAT_SIZE), open),
  });
  return {
    encode(pass) {
      multiply.encode(pass);
      add.encode(pass);
    },
  };
}

/** A buffer to write fours to, but for those past the last column. */
const writer = (binding: number, aligned: boolean) =>
  aligned
    ? `@group(0) @binding(${binding}) var<storage, read_write> out: array<vec4f>;
fn out_four(i: u32, n: u32, value: vec4f) { out[i / 4u] = value; }
`
    : `@group(0) @binding(${binding}) var<storage, read_write> out: array<f32>;
fn out_four(i: u32, n: u32, value: vec4f) {
  out[i] = value.x;
  if (n + 1u < COLUMNS) { out[i + 1u] = value.y; }
  if (n + 2u < COLUMNS) { out[i + 2u] = value.z; }
  if (n + 3u < COLUMNS) { out[i + 3u] = value.w; }
}
`;

function finishBuffers({ bias, addend, slope }: Finish): GPUBuffer[] {
  return [bias?.buffer, addend, slope?.outputs].filter((buffer) => buffer !== undefined);
}

/** `finish` as text, with its buffers bound from `binding` on. */
function finishText(finish: Finish, binding: number, aligned: boolean): string {
  const readers: string[] = [];
  const lines: string[] = [];
  const bind = (name: string, fours: boolean) => readers.push(reader(name, binding++, fours));
  if (finish.bias) {
    bind('bias', false);
    lines.push(`v += bias_four(${finish.bias.from}u + n);`);
  }
  if (finish.addend) {
    bind('addend', aligned);
    lines.push('v += addend_four(at);');
  }
  if (finish.activation) lines.push(`v = ${finish.activation}(v);`);
  if (finish.slope) {
    bind('activated', aligned);
    lines.push(`v *= ${finish.slope.activation}_slope(activated_four(at));`);
  }
  return `${readers.join('')}
fn finish(value: vec4f, at: u32, n: u32) -> vec4f {
  var v = value;
  ${lines.join('\n  ')}
  return v;
}
`;
}

const outConstants = ({ shape, outRows }: ProductSpec, from: number) => ({
  COLUMNS: shape.columns,
  OUT_ROWS: outRows,
  OUT_FROM: from,
});

function productCode(spec: ProductSpec, direct: boolean): string {
  const { shape, tiling, a, b, out, constants, finish } = spec;
  const fours = shape.columns % 4 === 0;
  const from = direct ? out.from : 0;
  const aligned = fours && from % 4 === 0;
  return [
    constantsText({
      ...outConstants(spec, from),
      ROWS: shape.rows,
      SUMS: shape.sums,
      RAGGED: shape.sums % tiling.depth !== 0,
      TILES_ACROSS: Math.ceil(shape.columns / tileColumns(tiling)),
      TILES_DOWN: Math.ceil(shape.rows / tileRows(tiling)),
      SPLITS: tiling.splits,
      CHUNK: chunkOf(tiling.splits, shape),
      ...constants,
    }),
    reader('a', 0, a.aligned),
    reader('b', 1, b.aligned),
    writer(2, aligned),
    activations,
    finishText(direct ? finish : {}, 3, fours),
    storeCode,
    spec.operands,
    productMain(tiling, spec.foursOf),
  ].join('\n');
}

function sumsText(spec: ProductSpec): string {
  const fours = spec.shape.columns % 4 === 0;
  const aligned = fours && spec.out.from % 4 === 0;
  return [
    constantsText({
      ...outConstants(spec, spec.out.from),
      SPLITS: spec.tiling.splits,
      SUM_SIZE: FLAT_SIZE,
    }),
    reader('part', 0, fours),
    writer(1, aligned),
    activations,
    finishText(spec.finish, 2, fours),
    storeCode,
    sumsCode,
  ].join('\n');
}
