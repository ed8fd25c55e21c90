import { describe, expect, it } from 'vitest';
import type { Batch } from './compute/protocol';
import type { KnnRun } from './kind';
import {
  levelsOf,
  offMap,
  onMap,
  requestOf,
  scaleFactor,
  trailOf,
  wantedSnapshot,
} from './snapshots';
import { openStores } from './testing/page';

const batch: Batch = {
  ...{ step: 0, queries: 2, candidates: 3, sigma: Float32Array.of(0.5, 1.5) },
  ...{ distances: new Float32Array(6), fits: new Uint8Array(6) },
  ...{ embeddings: new Float32Array(10), labels: new Uint8Array(5) },
};
const batchOf = (run: KnnRun, change: Partial<Batch> = {}) => ({ ...batch, ...change, run });

describe('the map that is wanted of a batch', () => {
  const { run } = openStores({ k: 1 });

  it('is another one for other weights, and of another kind under other losses', () => {
    const wanted = wantedSnapshot(batchOf(run()), false);
    const { knobs } = run();
    const harder = { ...run(), knobs: { ...knobs, epsilon: 1, rate: 1 } };
    const { kind, weights } = wantedSnapshot(batchOf(harder), false);
    expect({ kind, weights }).toEqual({ kind: wanted.kind, weights: wanted.weights });
    const other = { ...run(), knobs: { ...knobs, lossForm: 'count' as const } };
    expect(wantedSnapshot(batchOf(other), false).kind).not.toBe(wanted.kind);
    expect(wantedSnapshot(batchOf(run(), { step: 3 }), false).weights).not.toBe(wanted.weights);
  });

  it('gets better at rest alone, over all that the controls can set', () => {
    expect(levelsOf(wantedSnapshot(batchOf(run()), true))).toBe(1);
    const wanted = wantedSnapshot(batchOf(run()), false);
    expect(levelsOf(wanted)).toBe(3);
    const [coarse, fine] = [0, 1].map((level) => requestOf(wanted, level));
    expect(coarse.grid.sigmas.length).toBeLessThan(fine.grid.sigmas.length);
    expect([fine.grid.sigmas[0], fine.grid.epsilons.at(-1)]).toEqual([
      expect.closeTo(0.01, 12),
      expect.closeTo(100, 8),
    ]);
  });
});

describe('places on the map', () => {
  it('are noise scales: sigma times the mean of what is learned, and back', () => {
    const { run: learned } = openStores();
    expect(scaleFactor(batchOf(learned()))).toBe(1);
    const uneven = { sigma: Float32Array.of(0.25, 0.5) };
    const factor = scaleFactor(batchOf(learned(), uneven));
    expect(factor).toBe(0.375);
    const { run: fixed } = openStores({ method: 'direct-fixed-sigma' });
    expect(scaleFactor(batchOf(fixed(), uneven))).toBe(1);
    const place = onMap({ sigma: 0.8, epsilon: -3 }, factor);
    expect(place.sigma).toBeCloseTo(0.3, 12);
    expect(offMap(place, factor)).toEqual({ sigma: 0.8, epsilon: -3 });
  });

  it('are a trail of runs of direct loss with noise alone', () => {
    const { run, train } = openStores({ method: 'direct-fixed-sigma', sigma: 0.3 });
    train(2);
    // what the steps were made at, and where the controls are
    expect(trailOf(run(), 1)).toEqual([
      { sigma: 1, epsilon: -1 },
      { sigma: 0.3, epsilon: -0.1 },
    ]);
    for (const method of ['direct-sigma-0', 'cross-entropy'] as const) {
      expect(trailOf(openStores({ method }).run(), 1)).toEqual([]);
    }
  });
});
