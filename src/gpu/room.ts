import { NoRoomError } from '../core/no-room';

type BufferLimits = Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>;
type GridLimits = Pick<GPUSupportedLimits, 'maxComputeWorkgroupsPerDimension'>;

/** Bytes of the largest buffer that a shader can be given whole. */
export const mostBytes = ({ maxStorageBufferBindingSize, maxBufferSize }: BufferLimits) =>
  Math.min(maxStorageBufferBindingSize, maxBufferSize);

/**
 * A buffer that a shader can be given whole.
 * @throws NoRoomError where the device has no such buffers
 */
export function createBoundBuffer(
  device: GPUDevice,
  descriptor: GPUBufferDescriptor & { readonly label: string },
): GPUBuffer {
  checkBytes(device.limits, descriptor.label, descriptor.size);
  return device.createBuffer(descriptor);
}

/**
 * @param what is in the buffer, in the plural
 * @throws NoRoomError where the device has no buffers of so many bytes that shaders can be given whole
 */
export function checkBytes(limits: BufferLimits, what: string, bytes: number): void {
  const most = mostBytes(limits);
  if (bytes <= most) return;
  throw new NoRoomError(
    `The graphics device takes ${inMegabytes(most)} at once at most, and ${what} would take ${inMegabytes(bytes)}.`,
  );
}

/**
 * @param what has so many workgroups side by side, in the plural
 * @throws NoRoomError where the device dispatches fewer
 */
export function checkGrid(
  { maxComputeWorkgroupsPerDimension: most }: GridLimits,
  what: string,
  groups: readonly number[],
): void {
  const longest = Math.max(...groups);
  if (longest <= most) return;
  throw new NoRoomError(
    `The graphics device takes ${most} workgroups in a row at most, and ${what} would take ${longest}.`,
  );
}

/**
 * What is made of buffers, if the device has the memory for it. Bind groups with them are to be made later: with
 * a buffer that there was no memory for they would be work that the device refuses.
 *
 * @param what it is made for, in the plural
 * @throws NoRoomError, having let go of it, where the memory is used up; whatever `make` throws
 */
export async function withinMemory<T extends { destroy(): void }>(
  device: GPUDevice,
  what: string,
  make: () => Promise<T>,
): Promise<T> {
  device.pushErrorScope('out-of-memory');
  const told = () => device.popErrorScope().catch(() => null);
  let made: T;
  try {
    made = await make();
  } catch (error) {
    await told();
    throw error;
  }
  if ((await told()) === null) return made;
  made.destroy();
  throw new NoRoomError(`The graphics device has not enough memory for ${what}.`);
}

/** Rounded to what tells two sizes of a refusal apart. */
function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes >= 1 ? `${Math.ceil(megabytes)} MB` : `${bytes} bytes`;
}
