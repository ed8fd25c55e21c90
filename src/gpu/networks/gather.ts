import { cropRng } from '../../core/networks/augment';
import type { Shape } from '../../core/networks/layers';
import { NoRoomError } from '../../core/no-room';
import type { OpenDevice } from '../device';
import rng from '../kernels/shared/rng.wgsl?raw';
import clockText from './clock.wgsl?raw';
import { prepareDispatch } from './dispatch';
import main from './gather.wgsl?raw';
import { gridOf } from './step';
import { mostBytes } from '../room';

const SIZE = 256;
/** Storage buffers of the shader besides those of the images. */
const OTHER_BUFFERS = 4;
/** Bytes that are uploaded at once. */
const UPLOAD_BYTES = 16 * 2 ** 20;

/** A set of images on the device as bytes, in as many buffers as its limits ask for. */
export interface ResidentImages {
  /** Of one image. */
  readonly shape: Shape;
  readonly count: number;
  /** Bytes [perPart, height, width, channels], four to a word, in every one but the last. */
  readonly parts: readonly GPUBuffer[];
  readonly perPart: number;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

/**
 * Uploads images once; steps gather from them.
 * @param pixels [count, height, width, channels], 0 to 255; what is behind them is not read
 * @throws NoRoomError for more images than a shader of the device can bind
 */
export function uploadImages(
  { device }: OpenDevice,
  pixels: Uint8Array,
  count: number,
  shape: Shape,
): ResidentImages {
  const size = shape[0] * shape[1] * shape[2];
  const perPart = imagesPerBuffer(size, device.limits);
  const most = device.limits.maxStorageBuffersPerShaderStage - OTHER_BUFFERS;
  const partCount = Math.ceil(count / perPart);
  if (partCount > most) {
    throw new NoRoomError(
      `${count} images of ${size} bytes are more than the ${most * perPart} that the graphics device takes at once.`,
    );
  }
  const parts = Array.from({ length: partCount }, (_, part) => {
    const first = part * perPart;
    const bytes = pixels.subarray(first * size, Math.min(count, first + perPart) * size);
    const { STORAGE, COPY_DST } = GPUBufferUsage;
    const buffer = device.createBuffer({
      label: 'images',
      size: 4 * Math.ceil(bytes.length / 4),
      usage: STORAGE | COPY_DST,
    });
    for (let at = 0; at < bytes.length; at += UPLOAD_BYTES) {
      device.queue.writeBuffer(buffer, at, inWords(bytes.subarray(at, at + UPLOAD_BYTES)));
    }
    return buffer;
  });
  return {
    ...{ shape, count, parts, perPart },
    bytes: parts.reduce((sum, buffer) => sum + buffer.size, 0),
    destroy: () => parts.forEach((buffer) => buffer.destroy()),
  };
}

/** Images of one buffer: whole words of four bytes. */
export function imagesPerBuffer(size: number, limits: Parameters<typeof mostBytes>[0]): number {
  // indices of bytes are words of 32 bits
  const images = Math.floor(Math.min(mostBytes(limits), 2 ** 31) / size);
  return images - (images % 4);
}

/** The bytes, with up to three zeros behind them: buffers are written in words. */
function inWords(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(4 * Math.ceil(bytes.length / 4));
  padded.set(bytes);
  return padded;
}

export interface GatherParts {
  readonly images: ResidentImages;
  /** Inputs are (pixel / 255 - mean) / deviation, per channel. */
  readonly scale: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
  /** Images of a step. */
  readonly count: number;
  /** `Clock` of clock.wgsl. */
  readonly clock: GPUBuffer;
  /** Numbers of the images [slots][count], 32-bit integers below the images' count. */
  readonly numbers: GPUBuffer;
  /** Inputs of the network [count, height, width, channels]. */
  readonly outputs: GPUBuffer;
  /** Moves and mirrors the images as core/networks/augment.ts does; null to leave them as they are. */
  readonly augment: { readonly seed: number } | null;
}

/** Gathers the images of a step. */
export interface Gather {
  encode(pass: GPUComputePassEncoder): void;
  /** Bytes held on the device, besides what was handed in. */
  readonly bytes: number;
  destroy(): void;
}

/** @throws GpuError when the device fails */
export async function createGather(open: OpenDevice, parts: GatherParts): Promise<Gather> {
  const { device } = open;
  const { images, scale, count, augment } = parts;
  const [height, width, channels] = images.shape;
  const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
  const values = tableOf(scale, channels);
  const table = device.createBuffer({ size: values.byteLength, usage: STORAGE | COPY_DST });
  device.queue.writeBuffer(table, 0, values);
  const key = device.createBuffer({ size: 16, usage: UNIFORM | COPY_DST });
  const { seed, stream } = cropRng(augment?.seed ?? 0);
  device.queue.writeBuffer(key, 0, Uint32Array.of(seed, stream, 0, 0));

  const constants = `
    const COUNT = ${count}u;
    const HEIGHT = ${height}u;
    const WIDTH = ${width}u;
    const CHANNELS = ${channels}u;
    const PER_PART = ${images.perPart}u;
    const AUGMENTED = ${augment !== null};
  `;
  const encode = await prepareDispatch(open, {
    key: `gather ${images.parts.length} ${constants}`,
    shader: () => [constants, clockText, rng, main, imageBindings(images.parts.length)].join('\n'),
    buffers: [key, parts.clock, parts.numbers, table, parts.outputs, ...images.parts],
    workgroups: gridOf(Math.ceil((count * height * width * channels) / SIZE), open),
  });
  return {
    encode,
    bytes: table.size + key.size,
    destroy() {
      table.destroy();
      key.destroy();
    },
  };
}

/** What every byte becomes, channel by channel: computed in float64 as the CPU does. */
function tableOf({ mean, deviation }: GatherParts['scale'], channels: number) {
  return Float32Array.from({ length: 256 * channels }, (_, i) => {
    const c = i >> 8;
    return ((i & 255) / 255 - mean[c]) / deviation[c];
  });
}

/** The buffers of the images, and the function that reads a byte of one of them. */
function imageBindings(parts: number): string {
  const all = Array.from({ length: parts }, (_, part) => part);
  const declared = all.map(
    (part) => `@group(0) @binding(${5 + part}) var<storage, read> images${part}: array<u32>;\n`,
  );
  const cases = all.map((part) => `case ${part}u: { word = images${part}[index / 4u]; }\n`);
  return `${declared.join('')}
    fn byte_of(part: u32, index: u32) -> u32 {
      var word = 0u;
      switch (part) {
        ${cases.join('')}default: {}
      }
      return (word >> (8u * (index % 4u))) & 255u;
    }
  `;
}
