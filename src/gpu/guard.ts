import { GpuError } from './errors';

/**
 * A GPU promise that always settles: a read-back of a dead process can stay pending for ever, so it
 * races the loss of the device and a time limit.
 *
 * @param milliseconds the time limit
 * @throws GpuError device-lost, invalid-work or timeout
 */
export async function guarded<T>(
  work: Promise<T>,
  broken: Promise<never>,
  milliseconds: number,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `The graphics device did not answer within ${milliseconds / 1000} s.`;
      reject(new GpuError('timeout', message));
    }, milliseconds);
  });
  // The loser of the race may reject later, when nobody listens any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, broken, late]);
  } finally {
    clearTimeout(timer);
  }
}
