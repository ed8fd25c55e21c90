import type { ComputeModule } from '../../../compute/service';
import { extendDraws, type PathDraws } from '../experiment/draws';
import { gradientsOf } from '../experiment/gradients';
import { compareLaws } from '../experiment/laws';
import { sweepOf, sweepSigmas, type SweepPoint } from '../experiment/sweep';
import { once } from './once';
import type { PathsCalls } from './protocol';

/** Draws between two breaths: some milliseconds. */
const BLOCK = 256;

/** The work of the lab of paths, on one thread; what few readers ask for loads when it is asked for. */
export const module: ComputeModule<PathsCalls> = {
  open({ report, now, base }) {
    const files = once(async () => (await import('./files')).openFiles({ base }));
    const repetitions = once(async () => (await import('./repetition')).createRepetitions({ now }));
    report({ status: 'ready', adapter: '1 thread' });
    return {
      handlers: {
        async draws({ problem, samples }, { breathe }) {
          let found: PathDraws | null = null;
          for (let first = 0; first < samples; first += BLOCK) {
            found = extendDraws(problem, found, Math.min(BLOCK, samples - first));
            await breathe();
          }
          if (!found) throw new RangeError(`samples must be 1 or more, got ${samples}`);
          return { problem, ...found };
        },
        async gradients(request, { breathe }) {
          await breathe();
          const { problem, target } = request;
          return { ...request, gradients: gradientsOf(problem, target, request) };
        },
        async sweep({ problem, samples }, { breathe }) {
          const at = sweepOf(problem, samples);
          const points: SweepPoint[] = [];
          for (const sigma of sweepSigmas) {
            points.push(at(sigma));
            await breathe();
          }
          return { problem, samples, points };
        },
        async laws({ problem, samples }, { breathe }) {
          await breathe();
          const { costs, sigma, seed } = problem;
          return { problem, samples, laws: compareLaws(costs, sigma, samples, seed) };
        },
        given: async (request) => (await files()).given(request),
        addFiles: async (added) => (await files()).add(added),
        repetition: async (job, context) => (await repetitions())(job, context),
      },
      loseDevice: async () => undefined,
    };
  },
};
