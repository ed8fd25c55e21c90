import type { OpenDevice } from '../../../../gpu/device';
import { packLabels } from '../../../../gpu/kernels/pair-objective/layout';
import { uploadImages, type ResidentImages } from '../../../../gpu/networks/gather';
import type { Shape } from '../../../../core/networks/layers';
import type { LabelledImages } from '../../experiment/evaluation';

/** A set of images with its labels on a device. */
export interface HeldImages {
  readonly images: ResidentImages;
  /** `packLabels` of all of them. */
  readonly labels: GPUBuffer;
}

interface Shared extends HeldImages {
  users: number;
}

/** Sets on a device, by the pixels that they are of. */
const held = new WeakMap<GPUDevice, Map<Uint8Array, Shared>>();

/**
 * The images of a set on a device, uploaded for the first run that asks and let go of with the last one.
 * @returns them, with the function that says that they are no longer used by whoever has asked
 * @throws NoRoomError for more images than the device can bind
 */
export function holdImages(
  open: OpenDevice,
  { pixels, labels, count }: LabelledImages,
  shape: Shape,
): HeldImages & { release(): void } {
  const { device } = open;
  const sets = held.get(device) ?? new Map<Uint8Array, Shared>();
  held.set(device, sets);
  const shared = sets.get(pixels) ?? {
    images: uploadImages(open, pixels, count, shape),
    labels: uploadLabels(device, labels),
    users: 0,
  };
  sets.set(pixels, shared);
  shared.users++;
  let released = false;
  return {
    images: shared.images,
    labels: shared.labels,
    release() {
      if (released) return;
      released = true;
      if (--shared.users > 0) return;
      sets.delete(pixels);
      shared.images.destroy();
      shared.labels.destroy();
    },
  };
}

function uploadLabels(device: GPUDevice, labels: Uint8Array): GPUBuffer {
  const { STORAGE, COPY_DST } = GPUBufferUsage;
  const packed = packLabels(labels);
  const buffer = device.createBuffer({
    label: 'labels',
    size: packed.byteLength,
    usage: STORAGE | COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, packed);
  return buffer;
}
