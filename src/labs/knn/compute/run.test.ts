import { describe, expect, it } from 'vitest';
import { createNeighbourSearch, vote } from '../../../core/neighbours/nearest';
import { layersOf, partsOf } from '../experiment/networks';
import type { TrainingImages } from '../experiment/batch';
import { advance, initialState, type StepSurroundings } from '../experiment/run';
import { knnVariants, variantNames, type KnnSetup } from '../experiment/spec';
import { barImages, barKnobs, barSetup, createTestSource } from '../experiment/testing/bars';
import { createSimdBlockDistances, createSimdPairMath } from '../../../simd/networks/pairs.simd';
import { createSimdNetwork } from '../../../simd/networks/simd-network';

const COUNT = 60;
const [train, test] = [barImages(COUNT, 1), barImages(COUNT, 2)];

/** Share of new images that the three nearest training images vote right for. */
function accuracy(setup: KnnSetup, params: Float32Array): number {
  const parts = partsOf(setup);
  const { noiseAt, dimensions } = parts;
  const network = createSimdNetwork(layersOf(parts), COUNT);
  const all = Uint32Array.from({ length: COUNT }, (_, i) => i);
  const embed = (images: TrainingImages) => ({
    values: network.forward(params.subarray(0, noiseAt), images.inputs(all, null), COUNT),
    count: COUNT,
  });
  const search = createNeighbourSearch(embed(train), dimensions, 3, createSimdBlockDistances());
  const found = search.find(embed(test), 0, COUNT);
  const right = all.filter((q) => vote(found, q, 3, train.labels) === test.labels[q]);
  return right.length / COUNT;
}

/** Rates and temperatures that suit these images; the rest is that of the variant. */
const suited = {
  direct: { rate: 2e-3 },
  'neural-sort': { rate: 2e-3, temperature: 4 },
  'relax-subsample': { rate: 2e-3, temperature: 4 },
  'cross-entropy': { rate: 2e-3 },
} as const;

describe('a run on the SIMD kernel', () => {
  it.each(variantNames)(
    'learns to tell bars that lie from bars that stand: %s',
    async (variant) => {
      const { method, scale, knobs: own } = knnVariants[variant];
      const setup = { ...barSetup, method, scale };
      const knobs = { ...barKnobs, ...own, ...suited[method] };
      const state = initialState(setup);
      const surroundings: StepSurroundings = {
        images: train,
        source: createTestSource(setup, (spec) => createSimdNetwork(spec, 20)),
        pairs: createSimdPairMath(),
        now: () => 0,
      };
      const before = accuracy(setup, state.params);
      const records = [];
      for (let s = 0; s < 200; s++) records.push(await advance(setup, state, knobs, surroundings));
      const right = records.slice(-20).reduce((sum, record) => sum + record.right / 20, 0);
      expect(before).toBeLessThan(0.8);
      expect(right).toBeGreaterThan(0.95);
      expect(accuracy(setup, state.params)).toBeGreaterThan(0.87);
    },
  );
});
