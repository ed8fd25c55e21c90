import { checkBytes } from '../room';

/**
 * Room on the device that kernels recorded one after another use in turn, none of which needs what
 * another has left in it. It is made when it is first used, as large as the largest that was reserved.
 */
export interface Scratch {
  /** @throws NoRoomError where the device has none so large; Error once it is there and smaller than that */
  reserve(bytes: number): void;
  buffer(): GPUBuffer;
  readonly bytes: number;
  destroy(): void;
}

export function createScratch(device: GPUDevice, label: string): Scratch {
  let bytes = 0;
  let made: GPUBuffer | undefined;
  return {
    reserve(wanted) {
      if (made && wanted > bytes) throw new Error(`${label} is in use and cannot grow any more`);
      checkBytes(device.limits, label, wanted);
      bytes = Math.max(bytes, wanted);
    },
    buffer: () =>
      (made ??= device.createBuffer({ label, size: bytes, usage: GPUBufferUsage.STORAGE })),
    get bytes() {
      return bytes;
    },
    destroy: () => made?.destroy(),
  };
}
