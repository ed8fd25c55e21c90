import type { ComputeModule } from '../../../compute/service';
import { linesData } from '../experiment/lines';
import { trainedPath, type TrainedPath } from '../experiment/path';
import type { RankingsCalls } from './protocol';

/** The work of the rankings lab, on one thread: whole trainings, a few hundredths of a second each. */
export const module: ComputeModule<RankingsCalls> = {
  open({ report }) {
    report({ status: 'ready', adapter: '1 thread' });
    return {
      handlers: {
        async train({ problem, knobs, methods }, { breathe }) {
          const data = linesData(problem);
          const paths: TrainedPath[] = [];
          for (const method of methods) {
            paths.push(await trainedPath(method, data, knobs, problem.seed, breathe));
          }
          return { problem, knobs, paths };
        },
      },
      loseDevice: async () => undefined,
    };
  },
};
