import type { ComputeModule } from '../../../compute/service';
import { remembering } from '../../../compute/remember';
import { SLICES } from '../../../compute/slices/slicing';
import { createCpuPathSearch } from '../../../simd/grid-paths/cpu';
import { extendDraws, type PathDraws } from '../experiment/draws';
import { gradientsOf } from '../experiment/gradients';
import { compareLaws } from '../experiment/laws';
import { searchOf, type Grid } from '../experiment/problem';
import { sweepOf, sweepSigmas, type SweepPoint } from '../experiment/sweep';
import { once } from './once';
import { createLooks } from './looks';
import { createNetworks } from './networks';
import type { PathsCalls } from './protocol';
import { createTasks } from './tasks';
import { createTerrain } from './terrain';
import { createTraining } from './training';

/** Draws between two breaths: some milliseconds. */
const BLOCK = 512;

/** Whether the address asks for a graphics device whatever it is. */
const isForced = (search: string) => new URLSearchParams(search).get('backend') === 'webgpu';

/** The work of the lab of paths: draws on one thread, training on all. What few ask for loads when it is asked for. */
export const module: ComputeModule<PathsCalls> = {
  open(machine) {
    const { base, cores, gpu, now, report, search } = machine;
    const threads = machine.openThreads(createTasks(), Math.min(SLICES, cores));
    const terrain = createTerrain();
    const networks = createNetworks(threads, {
      ...{ now, report, search },
      openEngine: async () => (await import('./resnet/engine')).openEngine(gpu, isForced(search)),
    });
    const training = createTraining(terrain, networks, now);
    const looks = createLooks(terrain, networks);
    const tell = () => report(networks.info());
    tell();
    const searches = remembering(1, (grid: Grid) => searchOf(grid, createCpuPathSearch));
    const searchFor = ({ size, moves }: Grid) => searches('draws', { size, moves });
    const files = once(async () => (await import('./files')).openFiles({ base }));
    const repetitions = once(async () => (await import('./repetition')).createRepetitions({ now }));
    return {
      handlers: {
        async draws({ problem, samples }, { breathe }) {
          const search = searchFor(problem);
          let found: PathDraws | null = null;
          for (let first = 0; first < samples; first += BLOCK) {
            found = extendDraws(problem, found, Math.min(BLOCK, samples - first), search);
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
          const at = sweepOf(problem, samples, searchFor(problem));
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
        async advance({ runs, limits, settings }, context) {
          const reply = await training.advance(runs, limits, settings, context);
          tell();
          return reply;
        },
        snapshot: async (version) => training.snapshot(version),
        heldOut: async (numbers) => looks.heldOut(numbers),
        look: async (request) => looks.look(request),
        walk: async (request) => looks.walk(request),
        given: async (request) => (await files()).given(request),
        addFiles: async (added) => (await files()).add(added),
        addLand: async (terrain) => (await files()).addLand(terrain),
        repetition: async (job, context) => (await repetitions())(job, context),
      },
      loseDevice: networks.lose,
    };
  },
};
