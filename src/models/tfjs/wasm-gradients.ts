import {
  backend_util,
  getKernel,
  registerKernel,
  unregisterKernel,
  util,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { addPatches, imagesToPatches, maxPoolGradient, type Windows } from './windows';

/**
 * What tfjs 4.22 lacks for training on its wasm backend:
 *
 *   Conv2DBackpropFilter, UnsortedSegmentSum (the gradient of gather)   missing
 *   MaxPoolGrad                            wrong where all numbers of a window are negative
 *   BatchMatMul of transposed matrices     right, but about 8 times slower than without transposing
 *   Conv2DBackpropInput                    right, but about 5 times slower than here
 *
 * Gradients of convolutions are products with the matrix of patches, [positions, patch]. Images are
 * NHWC, as everywhere in this project.
 */

/** A kernel with one result. */
type Run = (
  inputs: Readonly<Record<string, TensorInfo>>,
  attrs: NamedAttrMap,
  backend: BackendWasm,
) => TensorInfo;

/** Floats in one matrix of patches (16 MiB): larger batches go in parts. */
const PATCH_FLOATS = 2 ** 22;

const NAME = 'wasm';
let installed = false;

/** To be called after the import of the backend; more than one call changes nothing. */
export function installWasmGradients(): void {
  if (installed) return;
  installed = true;
  replace('BatchMatMul', transposedFirst);
  replace('Conv2DBackpropFilter', () => filterGradient);
  replace('Conv2DBackpropInput', () => imageGradient);
  replace('MaxPoolGrad', () => poolGradient);
  replace('UnsortedSegmentSum', () => segmentSum);
}

/** Puts a kernel in the place of the present one, if there is one, which is handed to it. */
function replace(kernelName: string, make: (present: Run) => Run): void {
  const present = getKernel(kernelName, NAME) as KernelConfig | undefined;
  if (present) unregisterKernel(kernelName, NAME);
  const run = make((inputs, attrs, backend) =>
    single(present?.kernelFunc({ inputs, attrs, backend })),
  );
  registerKernel({
    ...(present ?? { kernelName, backendName: NAME }),
    kernelFunc: ({ inputs, attrs, backend }) =>
      run(inputs as Record<string, TensorInfo>, attrs ?? {}, backend as BackendWasm),
  });
}

const kernel =
  (kernelName: string): Run =>
  (inputs, attrs, backend) =>
    single(getKernel(kernelName, NAME).kernelFunc({ inputs, attrs, backend }));

function single(result: TensorInfo | TensorInfo[] | undefined): TensorInfo {
  if (!result || Array.isArray(result)) throw new TypeError('the kernel gave not one tensor');
  return result;
}

const multiply = kernel('BatchMatMul');
const transpose = kernel('Transpose');
const slice = kernel('Slice');

/** Numbers of a tensor as they lie in the memory of wasm: stale after the next allocation. */
const floats = (backend: BackendWasm, tensor: TensorInfo) =>
  backend.typedArrayFromHeap(tensor) as Float32Array;

const release = (backend: BackendWasm, ...tensors: readonly TensorInfo[]) =>
  tensors.forEach(({ dataId }) => backend.disposeData(dataId));

function zeros(backend: BackendWasm, shape: number[], dtype: TensorInfo['dtype'] = 'float32') {
  const tensor = backend.makeOutput(shape, dtype);
  floats(backend, tensor).fill(0);
  return tensor;
}

/** Products of transposed matrices by way of the untransposed product, which is a fast one. */
function transposedFirst(present: Run): Run {
  return ({ a, b }, { transposeA, transposeB }, backend) => {
    const turn = (x: TensorInfo) => {
      const perm = x.shape.map((_, axis) => axis);
      perm.push(...perm.splice(-2).reverse());
      return transpose({ x }, { perm }, backend);
    };
    const left = transposeA ? turn(a) : a;
    const right = transposeB ? turn(b) : b;
    const product = present(
      { a: left, b: right },
      { transposeA: false, transposeB: false },
      backend,
    );
    if (left !== a) release(backend, left);
    if (right !== b) release(backend, right);
    return product;
  };
}

interface Convolution extends Windows {
  readonly outChannels: number;
  readonly filterShape: number[];
  readonly inShape: number[];
}

function convolution(
  imageShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dataFormat, dimRoundingMode }: NamedAttrMap,
): Convolution {
  if (dataFormat !== 'NHWC') {
    throw new RangeError('the gradients of convolutions take images as NHWC');
  }
  return backend_util.computeConv2DInfo(
    imageShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides as number,
    1,
    pad as number,
    dimRoundingMode as 'floor',
  );
}

/** Cuts a batch so that the patches of a part fit into PATCH_FLOATS. */
function inParts(c: Convolution, visit: (first: number, images: number) => void): void {
  const perImage = c.outHeight * c.outWidth * c.filterHeight * c.filterWidth * c.inChannels;
  const most = Math.max(1, Math.floor(PATCH_FLOATS / perImage));
  for (let first = 0; first < c.batchSize; first += most) {
    visit(first, Math.min(most, c.batchSize - first));
  }
}

/** Rows of dy for some of its images, as a matrix [positions, out channels]. */
function rowsOf(dy: TensorInfo, first: number, images: number, backend: BackendWasm): TensorInfo {
  const [, height, width, channels] = dy.shape;
  const part = slice(
    { x: dy },
    { begin: [first, 0, 0, 0], size: [images, height, width, channels] },
    backend,
  );
  return { ...part, shape: [images * height * width, channels] };
}

/** dW = patches(x)^T dy, formed as (dy^T patches(x))^T: the smaller matrix is the one to transpose. */
const filterGradient: Run = ({ x, dy }, attrs, backend) => {
  const c = convolution(x.shape, attrs.filterShape as number[], attrs);
  const patch = c.filterHeight * c.filterWidth * c.inChannels;
  const gradient = zeros(backend, c.filterShape);
  inParts(c, (first, images) => {
    const rows = rowsOf(dy, first, images, backend);
    const patches = backend.makeOutput([rows.shape[0], patch], 'float32');
    imagesToPatches(c, first, images, floats(backend, x), floats(backend, patches));
    const part = multiply(
      { a: rows, b: patches },
      { transposeA: true, transposeB: false },
      backend,
    );
    addTransposed(floats(backend, part), c.outChannels, patch, floats(backend, gradient));
    release(backend, rows, patches, part);
  });
  return gradient;
};

function addTransposed(from: Float32Array, rows: number, columns: number, to: Float32Array): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) to[c * rows + r] += from[r * columns + c];
  }
}

/** dx: the patches dy W^T, each added where it was cut out. */
const imageGradient: Run = ({ dy, filter }, attrs, backend) => {
  const c = convolution(attrs.inputShape as number[], filter.shape, attrs);
  const patch = c.filterHeight * c.filterWidth * c.inChannels;
  const gradient = zeros(backend, c.inShape);
  const weights = { ...filter, shape: [patch, c.outChannels] };
  inParts(c, (first, images) => {
    const rows = rowsOf(dy, first, images, backend);
    const patches = multiply(
      { a: rows, b: weights },
      { transposeA: false, transposeB: true },
      backend,
    );
    addPatches(c, first, images, floats(backend, patches), floats(backend, gradient));
    release(backend, rows, patches);
  });
  return gradient;
};

const poolGradient: Run = ({ dy, input }, attrs, backend) => {
  const windows = backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    attrs.filterSize as number,
    attrs.strides as number,
    1,
    attrs.pad as number,
    attrs.dimRoundingMode as 'floor',
  );
  const gradient = zeros(backend, input.shape);
  maxPoolGradient(windows, floats(backend, input), floats(backend, dy), floats(backend, gradient));
  return gradient;
};

/** Row s of the sum: all rows of x with segment s; rows of other segments are left out. */
const segmentSum: Run = ({ x, segmentIds }, { numSegments }, backend) => {
  const inner = x.shape.slice(1);
  const size = util.sizeFromShape(inner);
  const count = numSegments as number;
  const sums = zeros(backend, [count, ...inner], x.dtype);
  const to = floats(backend, sums);
  const from = floats(backend, x);
  floats(backend, segmentIds).forEach((segment, row) => {
    if (segment < 0 || segment >= count) return;
    for (let i = 0; i < size; i++) to[segment * size + i] += from[row * size + i];
  });
  return sums;
};
