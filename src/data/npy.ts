/**
 * NPY, the format of numpy's arrays: a magic word, a version, a header in the notation of Python that names
 * type, order and shape, then the numbers.
 */
import { DataError } from './images';

export interface NpyArray {
  readonly shape: readonly number[];
  /** Row by row. Bytes are a view of the file's. */
  readonly values: Uint8Array | Float32Array | Float64Array;
}

export const isNpy = (bytes: Uint8Array) => MAGIC.every((byte, i) => bytes[i] === byte);

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** @throws DataError naming the file and what is wrong with it */
export function parseNpy(name: string, bytes: Uint8Array): NpyArray {
  if (!isNpy(bytes)) {
    throw new DataError(`${name} is no NPY file: it must begin with the magic word of numpy.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6] > 1;
  const from = wide ? 12 : 10;
  if (bytes.length < from) throw new DataError(`${name} ends within its header.`);
  const start = from + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder('latin1').decode(bytes.subarray(from, start));
  const type = /'descr': *'([^']*)'/.exec(header)?.[1] ?? '';
  const shape = /'shape': *\(([^)]*)\)/.exec(header)?.[1];
  const sizes = shape?.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  const isShape = sizes?.every((size) => Number.isInteger(size) && size >= 0);
  const order = /'fortran_order': *(True|False)/.exec(header)?.[1];
  if (!sizes || !isShape || !order) {
    throw new DataError(`${name}: the header must name a shape and an order.`);
  }
  const count = sizes.reduce((product, size) => product * size, 1);
  const big = type.startsWith('>');
  const little = type.replace('>', '<');
  const words = WORDS.find(([form]) => form.test(type))?.[1];
  if (words) throw new DataError(`${name} holds ${words}.`);
  if (!Object.hasOwn(readers, little)) {
    const types = Object.keys(readers).join(', ');
    throw new DataError(`${name} holds numbers of type "${type}"; it must be one of ${types}.`);
  }
  const { width, read } = readers[little];
  if (bytes.length !== start + count * width) {
    throw new DataError(
      `${name} has ${bytes.length - start} bytes of numbers; (${sizes.join(', ')}) takes ${count * width}.`,
    );
  }
  const numbers = bytes.subarray(start);
  const values = read(big ? turned(numbers, width) : numbers, count);
  return { shape: sizes, values: order === 'True' ? byRows(values, sizes) : values };
}

/** Types of arrays that hold no plain numbers: what they hold, and what helps. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^\|O/, 'objects of Python, which are not read; save plain numbers, such as by astype(float)'],
  [
    /^[<>|]?[US]\d/,
    'words; save a number for each class, such as by numpy.unique(y, return_inverse=True)[1]',
  ],
  [/^[<>]?c\d/, 'complex numbers; save real ones'],
  [/^[<>]?[mM]\d/, 'dates; save numbers'],
  [/^$/, 'records of several columns; save each column as an array of its own'],
];

/** Numbers of the big end first, the other way about. */
const turned = (bytes: Uint8Array, width: number) =>
  bytes.map((_, i) => bytes[i - (i % width) + (width - 1 - (i % width))]);

/** Numbers whose first index runs fastest, as Fortran and MATLAB have them, with the last one fastest. */
function byRows<T extends NpyArray['values']>(values: T, shape: readonly number[]): T {
  const out = values.slice() as T;
  const at = shape.map(() => 0);
  for (let i = 0; i < values.length; i++) {
    out[at.reduce((place, index, axis) => place * shape[axis] + index, 0)] = values[i];
    for (let axis = 0; axis < shape.length && ++at[axis] === shape[axis]; axis++) at[axis] = 0;
  }
  return out;
}

interface Reader {
  /** Bytes of a number. */
  readonly width: number;
  read(bytes: Uint8Array, count: number): NpyArray['values'];
}

const bytesOf: Reader = { width: 1, read: (bytes) => bytes };

type Get = (view: DataView, at: number) => number;

/** Numbers of the little end first, wherever in the file they lie. */
const floatsOf = (width: number, get: Get): Reader => ({
  width,
  read: (bytes, count) => Float32Array.from({ length: count }, numberAt(bytes, width, get)),
});

/** The same with all digits of doubles and integers. */
const doublesOf = (width: number, get: Get): Reader => ({
  width,
  read: (bytes, count) => Float64Array.from({ length: count }, numberAt(bytes, width, get)),
});

function numberAt(bytes: Uint8Array, width: number, get: Get): (_: unknown, i: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (_, i) => get(view, i * width);
}

const readers: Readonly<Record<string, Reader>> = {
  '|u1': bytesOf,
  '|b1': bytesOf,
  '<f2': floatsOf(2, (view, at) => halfFloat(view.getUint16(at, true))),
  '<f4': floatsOf(4, (view, at) => view.getFloat32(at, true)),
  '<f8': doublesOf(8, (view, at) => view.getFloat64(at, true)),
  '|i1': floatsOf(1, (view, at) => view.getInt8(at)),
  '<i2': floatsOf(2, (view, at) => view.getInt16(at, true)),
  '<u2': floatsOf(2, (view, at) => view.getUint16(at, true)),
  '<i4': doublesOf(4, (view, at) => view.getInt32(at, true)),
  '<u4': doublesOf(4, (view, at) => view.getUint32(at, true)),
  '<i8': doublesOf(8, (view, at) => Number(view.getBigInt64(at, true))),
  '<u8': doublesOf(8, (view, at) => Number(view.getBigUint64(at, true))),
};

/** The number of 16 bits: sign, five of exponent, ten of fraction. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
