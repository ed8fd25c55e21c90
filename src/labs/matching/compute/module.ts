import { drive } from '../../../compute/drive';
import type { ComputeModule, Machine } from '../../../compute/service';
import { measureTraining } from '../experiment/cell';
import { analyseMatrix } from '../experiment/own-matrix';
import { runRepetition } from '../experiment/repetition';
import { snapshotOf } from '../experiment/snapshot';
import type { NetworkSurroundings } from '../../../compute/network-ladder';
import type { SideBySide } from './lockstep/device';
import { createNetworks, type NetworkDevice } from './networks';
import type { MatchingCalls } from './protocol';
import { createGradientPool } from './rows';
import { createTasks } from './tasks';
import { createTraining } from './training';

/** What the matching lab needs of its surroundings, handed in so that each can be missing or fail. */
export interface MatchingSurroundings extends Pick<
  NetworkSurroundings<NetworkDevice>,
  'openNetworks'
> {
  /** Opens a device for trainings side by side; null where none is worth it, absent where none can be. */
  openSideBySide?(machine: Machine): Promise<SideBySide | null>;
}

/** The work of the matching lab: training, whole repetitions of Table 1, and cells of sweeps. */
export function createMatching(
  machine: Machine,
  { openNetworks, openSideBySide }: MatchingSurroundings,
) {
  const { now, report } = machine;
  // Training may take every core: the page's own thread needs little, and the system shares fairly.
  const pool = createGradientPool(machine.openThreads(createTasks(), machine.cores));
  const networks = createNetworks(pool, { now, report, openNetworks });
  const training = createTraining(networks, now);
  report(networks.info());
  const devices = new Set<SideBySide>();

  /** What work on a device for trainings side by side leaves, which is let go after it: all jobs where there is none. */
  async function leftBy<Job>(
    jobs: readonly Job[],
    work: (device: SideBySide) => Promise<readonly Job[]>,
  ): Promise<readonly Job[]> {
    const device = await openSideBySide?.(machine);
    if (!device) return jobs;
    devices.add(device);
    try {
      return await work(device);
    } finally {
      devices.delete(device);
      device.destroy();
    }
  }

  return {
    handlers: {
      async advance({ runs, limits, settings }, context) {
        const reply = await training.advance(runs, limits, settings, context);
        report(networks.info());
        return reply;
      },
      snapshot: async (version) => training.snapshot(version),
      repetition: (job, { breathe }) => runRepetition(job, now, breathe),
      sideBySide: (jobs, { progress, breathe }) =>
        leftBy(jobs, (device) =>
          device.table(jobs, { onMade: (made) => progress(made.map(resultOf)), breathe }),
        ),
      async cells(trainings, { progress, breathe }) {
        const cells = trainings.map((training, at) => ({ at, training }));
        const left = await leftBy(cells, (device) =>
          device.sweep(cells, { onMade: (made) => progress(made.map(resultOf)), breathe }),
        );
        return left.map(({ at }) => at);
      },
      map: (request, context) => drive(snapshotOf(request), now, context),
      cell: (training, { breathe }) => measureTraining(training, breathe),
      matrix: async (request) => analyseMatrix(request),
    },
    loseDevice() {
      for (const device of devices) device.destroy();
      return networks.lose();
    },
  } satisfies ReturnType<ComputeModule<MatchingCalls>['open']>;
}

const resultOf = <Result>({ result }: { readonly result: Result }): Result => result;

export const module: ComputeModule<MatchingCalls> = {
  open: (machine: Machine) =>
    createMatching(machine, {
      openNetworks: async (kind) =>
        (await import('../../../models/scores/device')).openNetworks(kind),
      openSideBySide: async (around) => (await import('./lockstep/device')).openSideBySide(around),
    }),
};
