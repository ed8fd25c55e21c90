import type { ComputeModule, Machine, TrainingInfo } from '../../../compute/service';
import { runRepetition } from '../experiment/repetition';
import { createNetworks } from './networks';
import type { MatchingCalls } from './protocol';
import { createGradientPool } from './rows';
import { createTasks } from './tasks';
import { createTraining } from './training';

/** Training of matching runs, and whole repetitions of Table 1. */
export const module: ComputeModule<MatchingCalls> = {
  open(machine: Machine) {
    const { now } = machine;
    // Training may take every core: the page's own thread needs little, and the system shares fairly.
    const pool = createGradientPool(machine.openThreads(createTasks(), machine.cores));
    const networks = createNetworks(pool, {
      now,
      openNetworks: async (kind) =>
        (await import('../../../models/scores/device')).openNetworks(kind),
    });
    const training = createTraining(networks, now);
    machine.report(statusOf(networks.info()));
    return {
      handlers: {
        async advance({ runs, limits, settings }, context) {
          const reply = await training.advance(runs, limits, settings, context);
          machine.report(statusOf(networks.info()));
          return reply;
        },
        snapshot: async (version) => training.snapshot(version),
        repetition: (job, { breathe }) => runRepetition(job, now, breathe),
      },
      loseDevice: () => networks.lose(),
    };
  },
};

const statusOf = ({ status, backend, adapter, note }: TrainingInfo) =>
  ({
    ...{ status, adapter, note },
    engine: backend === 'own' ? 'own' : 'tfjs',
    backend: backend === 'own' ? 'cpu' : backend,
  }) as const;
