import { within } from '../compute/within';
import { GpuError } from './errors';

/**
 * A GPU promise that always settles: a read-back of a dead process can stay pending for ever, so it
 * races the loss of the device and a time limit.
 *
 * @param broken aborted, with a GpuError as its reason, when the device is lost or fails
 * @throws GpuError device-lost, invalid-work or timeout
 */
export function guarded<T>(
  work: Promise<T>,
  broken: AbortSignal,
  milliseconds: number,
): Promise<T> {
  const message = `The graphics device did not answer within ${milliseconds / 1000} s.`;
  return within(work, broken, { milliseconds, late: () => new GpuError('timeout', message) });
}

/** An adapter that is a program on the CPU shares that with all else: it is slow without being hung. */
const SOFTWARE_FACTOR = 10;

/** Milliseconds to wait for an adapter, where a graphics card is given so many. */
export const patienceWith = ({ software }: { readonly software: boolean }, milliseconds: number) =>
  software ? SOFTWARE_FACTOR * milliseconds : milliseconds;
