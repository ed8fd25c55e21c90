import type { OpenDevice } from './device';
import { guarded } from './guard';

/** Waits between nudges double from the first to the last. */
const FIRST_NUDGE_MS = 1;
const LAST_NUDGE_MS = 64;

type Reachable = Pick<OpenDevice, 'device' | 'broken'>;

/**
 * What the queue of a device has been given to finish, guarded. Firefox looks for what has finished when
 * something is submitted, else every 100 ms: while this waits it submits nothing at all, now and then.
 *
 * @throws GpuError device-lost, invalid-work or timeout
 */
export async function answered<T>(
  work: Promise<T>,
  { device, broken }: Reachable,
  milliseconds: number,
): Promise<T> {
  let pause = FIRST_NUDGE_MS;
  let timer = setTimeout(nudge, pause);
  function nudge() {
    if (broken.aborted) return;
    device.queue.submit([device.createCommandEncoder().finish()]);
    pause = Math.min(LAST_NUDGE_MS, 2 * pause);
    timer = setTimeout(nudge, pause);
  }
  try {
    return await guarded(work, broken, milliseconds);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A copy of the first bytes of a buffer that can be mapped for reading, as they are when all work submitted
 * so far is done.
 *
 * @throws GpuError device-lost, invalid-work or timeout
 */
export async function readBack(
  open: Reachable,
  buffer: GPUBuffer,
  bytes: number,
  milliseconds: number,
): Promise<ArrayBuffer> {
  await answered(buffer.mapAsync(GPUMapMode.READ, 0, bytes), open, milliseconds);
  try {
    return buffer.getMappedRange(0, bytes).slice(0);
  } finally {
    buffer.unmap();
  }
}
