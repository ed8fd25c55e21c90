import type { Machine } from '../../../../compute/service';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { GpuError } from '../../../../gpu/errors';
import type { RepetitionJob, RepetitionResult } from '../../experiment/repetition';
import type { MeasuredCell } from '../protocol';
import { forSweep, forTable, type PlacedCell } from './purposes';
import { runSideBySide, type Purpose, type SideBySideOptions } from './run';

type Run<Job, Result> = (
  jobs: readonly Job[],
  options: Pick<SideBySideOptions<Job, Result>, 'onMade' | 'breathe'>,
) => Promise<readonly Job[]>;

/**
 * A graphics device for trainings side by side. It makes what is faster there, and leaves jobs: all of which there was
 * no result yet, where the device fails.
 */
export interface SideBySide {
  readonly table: Run<RepetitionJob, RepetitionResult>;
  readonly sweep: Run<PlacedCell, MeasuredCell>;
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
  const runFor =
    <Job, Result>(purpose: Purpose<Job, Result>): Run<Job, Result> =>
    async (jobs, { onMade, breathe }) => {
      const left = new Set(jobs);
      const options: SideBySideOptions<Job, Result> = {
        ...{ now, cores, breathe },
        onMade(made) {
          for (const { job } of made) left.delete(job);
          onMade(made);
        },
      };
      return (await runSideBySide(open, jobs, purpose, options).catch(ofDevice)) ?? [...left];
    };
  return {
    table: runFor(forTable),
    sweep: runFor(forSweep),
    destroy: () => open.device.destroy(),
  };
}

/** Null for what a device does when it fails. @throws what is no failure of a device */
function ofDevice(error: unknown): null {
  if (error instanceof GpuError) return null;
  throw error;
}
