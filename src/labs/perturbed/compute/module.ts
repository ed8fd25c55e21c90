import type { ComputeModule } from '../../../compute/service';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { drawnSet } from '../../../data/drawn/drawn';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { extend, type JacobianSums } from '../experiment/jacobians';
import { classNames, countPicks } from '../experiment/picks';
import { priceAt, priceSigmas, type PriceAt } from '../experiment/price';
import { fanOf, gibbsMaximumOf, perturbedMaximumOf } from '../experiment/regulariser';
import { sceneOf } from '../experiment/structures';
import type { PerturbedCalls } from './protocol';
import { createClassTraining } from './training';

/** Draws between two breaths: a few milliseconds. */
const BLOCK = 1000;
const PICKS = 10_000;

/** Those of the recorded table; of the others a test takes the first ones. */
const DIGITS = { seed: 1, train: 12_000, test: 500 } as const;

/** The work of the perturbed lab, on one thread. */
export const module: ComputeModule<PerturbedCalls> = {
  open({ report, now }) {
    report({ status: 'ready', adapter: '1 thread' });
    const training = createClassTraining({
      images: () => drawnSet(DIGITS),
      createNetwork: createCpuNetwork,
      now,
    });
    return {
      handlers: {
        async jacobians({ problem, samples }, { breathe }) {
          let found: JacobianSums | null = null;
          for (let first = 0; first < samples; first += BLOCK) {
            found = extend(problem, found, Math.min(BLOCK, samples - first));
            await breathe();
          }
          if (!found) throw new RangeError(`samples must be 1 or more, got ${samples}`);
          return { problem, ...found };
        },
        async price({ problem, samples }, { breathe }) {
          const prices: PriceAt[] = [];
          for (const sigma of priceSigmas) {
            prices.push(priceAt(problem, sigma, samples));
            await breathe();
          }
          return { problem, samples, prices };
        },
        async regularisers(shape, { breathe }) {
          const scene = sceneOf(shape.structure, shape.vertices);
          const perturbed = perturbedMaximumOf(scene, createNoise(noiseSpec(shape.noise)));
          return {
            shape,
            noise: perturbed && (await fanOf(scene.places, perturbed, breathe)),
            entropy: await fanOf(scene.places, gibbsMaximumOf(scene), breathe),
          };
        },
        async picks({ problem, samples }, { breathe }) {
          let counts = new Float64Array(classNames.length);
          for (let first = 0; first < samples; first += PICKS) {
            const more = countPicks(problem, first, Math.min(PICKS, samples - first));
            counts = counts.map((count, i) => count + more[i]);
            await breathe();
          }
          return { problem, samples, counts };
        },
        advance: ({ runs, limits, settings }, context) =>
          training.advance(runs, limits, settings, context),
        snapshot: async (version) => training.snapshot(version),
      },
      loseDevice: async () => undefined,
    };
  },
};
