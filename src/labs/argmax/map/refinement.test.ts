import { describe, expect, it } from 'vitest';
import { until } from '../../../compute/testing/until';
import { closedFormMap } from '../../../core/maps/closed-form';
import type { MeasuredMap } from '../../../core/maps/difference';
import type { MapErrors } from '../../../core/maps/groups';
import { mapGrid } from '../../../core/maps/regime-map';
import { noiseSpec } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import { createMapsRefinement, nextMap, type ShownMaps, type WantedMap } from './refinement';

const problem: ArgmaxProblem = {
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1, epsilon: -1, seed: 7 },
  noise: noiseSpec('gumbel'),
};
const normal = { ...problem, noise: noiseSpec('normal') };
const wanted = (one: ArgmaxProblem, batch = 100): WantedMap => ({
  ...{ problem: one, batch },
  ...{ sigmas: [0.1, 1], epsilons: [0.1, 1] },
});
const errors = {} as MapErrors;

/** A map of a problem with as many draws; null is a closed form. */
function shownMap(one: ArgmaxProblem, samples: number | null, batch = 100): MeasuredMap {
  const map = closedFormMap(problem, mapGrid([0.1, 1], [0.1, 1], 2, 2));
  return {
    map: { ...map, problem: one, samples },
    errors: samples !== null && samples % 4096 === 0 ? errors : null,
    draws: batch,
  };
}

describe('what is asked for next', () => {
  const still = { moving: false, draws: 16_384 };

  it('is a first look at each map, then rounds in turn, then nothing', () => {
    const maps = [wanted(normal), wanted({ ...normal, k: 2 })];
    const next = (...shown: ShownMaps) => nextMap({ ...still, maps }, shown);
    const [a, b] = maps.map(
      (map) =>
        (samples: number): MeasuredMap =>
          shownMap(map.problem, samples),
    );
    expect(next()).toEqual({ place: 0, draws: 512 });
    expect(next(a(512), null)).toEqual({ place: 1, draws: 512 });
    expect(next(a(512), b(512))).toEqual({ place: 0, draws: 4096 });
    expect(next(a(4096), b(512))).toEqual({ place: 1, draws: 4096 });
    expect(next(a(16_384), b(16_384))).toBeNull();
    // another part of the map is another map
    const part = { ...maps[0], epsilons: [0.1, 0.5] as const };
    expect(nextMap({ ...still, maps: [part] }, [a(16_384)])).toEqual({ place: 0, draws: 512 });
    // fewer draws are wanted than there are
    expect(nextMap({ ...still, draws: 4096, maps: [maps[0]] }, [a(16_384)])).toEqual({
      ...{ place: 0, draws: 4096 },
    });
  });

  it('is a first look alone while a hand moves something', () => {
    const maps = [wanted(normal)];
    expect(nextMap({ ...still, moving: true, maps }, [shownMap(normal, 512)])).toBeNull();
    expect(nextMap({ ...still, moving: true, maps }, [shownMap(problem, null)])).toEqual({
      ...{ place: 0, draws: 512 },
    });
  });

  it('is the same draws again where their errors are those of another M', () => {
    const shown = [shownMap(normal, 16_384)];
    expect(nextMap({ ...still, maps: [wanted(normal, 1)] }, shown)).toEqual({
      ...{ place: 0, draws: 16_384 },
    });
  });

  it('is nothing where only the point has moved', () => {
    const maps = [wanted({ ...problem, sigma: 3, epsilon: 5 })];
    expect(nextMap({ ...still, maps }, [shownMap(problem, null)])).toBeNull();
  });
});

describe('the refinement', () => {
  function open() {
    const asked: number[] = [];
    let shown: ShownMaps = [];
    const refinement = createMapsRefinement({
      ask(map, draws) {
        asked.push(draws);
        const samples = map.problem.noise.law === 'gumbel' ? null : draws;
        return Promise.resolve(shownMap(map.problem, samples, map.batch));
      },
      publish: (maps) => (shown = maps),
      onError: (error) => asked.push(String(error).length),
    });
    return { asked, refinement, shown: () => shown };
  }
  const samplesOf = (shown: ShownMaps) => shown.map((one) => one?.map.samples);

  it('goes on until all maps are done, and forgets the second when it is not wanted', async () => {
    const { asked, refinement, shown } = open();
    const both = { maps: [wanted(problem), wanted(normal)], moving: false, draws: 8192 };
    refinement.want(both);
    await until(() => shown()[1]?.map.samples === 8192);
    expect(asked).toEqual([512, 512, 4096, 8192]);
    refinement.want({ ...both, maps: [wanted(problem, 5)] });
    await until(() => shown().length === 1);
    expect(shown()[0]!.draws).toBe(5);
    expect(asked).toHaveLength(4);
  });

  it('asks for nothing that a file has brought', async () => {
    const { asked, refinement, shown } = open();
    refinement.load([shownMap(normal, 8192)]);
    refinement.want({ maps: [wanted(normal)], moving: false, draws: 8192 });
    refinement.want({ maps: [wanted(normal), wanted(problem)], moving: false, draws: 8192 });
    await until(() => shown().length === 2 && shown()[1] !== null);
    expect(asked).toEqual([512]);
    expect(samplesOf(shown())).toEqual([8192, null]);
  });
});
