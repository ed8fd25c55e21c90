/** Small valid files for the tests; every byte follows from its place. */
import { gzipSync } from 'node:zlib';
import { writeCifar } from './cifar';
import { writeIdxImages, writeIdxLabels, type IdxImages } from './idx';
import type { Images } from './images';

const noise = (i: number, seed: number) => ((i + 1) * 2654435761 + seed * 0x2345678) >>> 24;

/** Images whose bytes look random and are the same on every run. */
export function smallImages(count: number, height = 5, width = 4, seed = 1): IdxImages {
  const pixels = Uint8Array.from({ length: count * height * width }, (_, i) => noise(i, seed));
  return { count, height, width, pixels };
}

/** Labels 0, 1, ..., classes - 1, 0, ... */
export function smallLabels(count: number, classes = 10): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => i % classes);
}

export const imagesFile = (count: number, height = 28, width = 28, seed = 1) =>
  writeIdxImages(smallImages(count, height, width, seed));

export const labelsFile = (count: number, classes = 10) =>
  writeIdxLabels(smallLabels(count, classes));

export function smallCifar(count: number): Images {
  return { count, pixels: smallImages(count, 32, 96).pixels, labels: smallLabels(count) };
}

export const cifarFile = (count: number) => writeCifar(smallCifar(count));

export const gzip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

/** A tar archive of plain files. */
export function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => tarEntry(name, content));
  return Uint8Array.from([...entries, new Uint8Array(1024)].flatMap((bytes) => [...bytes]));
}

/** The header of a member of a tar archive, and its content filled up to blocks. */
export function tarEntry(name: string, content: Uint8Array, type = '0'): Uint8Array {
  const bytes = new Uint8Array(512 + 512 * Math.ceil(content.length / 512));
  const put = (text: string, at: number) => bytes.set(new TextEncoder().encode(text), at);
  put(name, 0);
  put(content.length.toString(8).padStart(11, '0'), 124);
  put(' '.repeat(8), 148);
  put(type, 156);
  put('ustar\x0000', 257);
  const sum = bytes.reduce((total, byte) => total + byte);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  bytes.set(content, 512);
  return bytes;
}

export const webPage = new TextEncoder().encode(
  '<!DOCTYPE html><html><head><title>404 Not Found</title></head><body>Gone.</body></html>',
);

/** The file with one byte replaced. */
export function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

/** The file with one big-endian 32-bit number replaced. */
export function withUint32(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value);
  return copy;
}

/** A file of numpy, version 1. @param type as numpy writes it, such as |u1 */
export function writeNpy(
  type: string,
  shape: readonly number[],
  values: Uint8Array | Uint16Array | Float32Array | Float64Array,
): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = 64 * Math.ceil((text.length + 11) / 64) - 10;
  const header = new TextEncoder()
    .encode(`\x01NUMPY\x01\x00..${text.padEnd(length - 1)}\n`)
    .slice(1);
  const start = Uint8Array.of(0x93, ...header);
  new DataView(start.buffer).setUint16(8, length, true);
  return Uint8Array.from([...start, ...new Uint8Array(values.buffer, 0, values.byteLength)]);
}
