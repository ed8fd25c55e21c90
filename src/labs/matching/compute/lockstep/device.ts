import type { Machine } from '../../../../compute/service';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { GpuError } from '../../../../gpu/errors';
import { jobName } from '../../experiment/table';
import type { RepetitionJob } from '../../experiment/repetition';
import { runSideBySide, type SideBySideOptions } from './run';

/** A graphics device for repetitions side by side. */
export interface SideBySide {
  /**
   * Makes what is faster there.
   * @returns jobs that are left: all of which there was no result yet, where the device fails
   */
  run(
    jobs: readonly RepetitionJob[],
    options: Omit<SideBySideOptions, 'now' | 'cores'>,
  ): Promise<readonly RepetitionJob[]>;
  /** Lets the device go; under way, as its driver would. */
  destroy(): void;
}

/** Null where there is no device that could be faster than processors: a program is none. */
export async function openSideBySide(
  machine: Pick<Machine, 'gpu' | 'search' | 'now' | 'cores'>,
): Promise<SideBySide | null> {
  if (new URLSearchParams(machine.search).get('backend') === 'cpu') return null;
  const open = await openDevice(machine.gpu).catch(ofDevice);
  if (!open) return null;
  if (!open.adapter.software) return sideBySideOn(open, machine);
  open.device.destroy();
  return null;
}

export function sideBySideOn(
  open: OpenDevice,
  { now, cores }: Pick<Machine, 'now' | 'cores'>,
): SideBySide {
  return {
    async run(jobs, { onResults, breathe }) {
      const made = new Set<string>();
      const options: SideBySideOptions = {
        ...{ now, cores, breathe },
        onResults(results) {
          for (const result of results) made.add(jobName(result));
          onResults(results);
        },
      };
      const left = await runSideBySide(open, jobs, options).catch(ofDevice);
      return left ?? jobs.filter((job) => !made.has(jobName(job)));
    },
    destroy: () => open.device.destroy(),
  };
}

/** Null for what a device does when it fails. @throws what is no failure of a device */
function ofDevice(error: unknown): null {
  if (error instanceof GpuError) return null;
  throw error;
}
