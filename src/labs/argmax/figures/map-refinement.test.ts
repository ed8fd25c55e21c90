import { describe, expect, it } from 'vitest';
import { deferred } from '../../../compute/testing/compute';
import { until } from '../../../compute/testing/until';
import type { RegimeMap } from '../../../core/maps/regime-map';
import { noiseSpec } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import { createMapRefinement, nextDraws, type WantedMap } from './map-refinement';

const problem: ArgmaxProblem = {
  ...{ scores: [1, 0], loss: [0, 1], k: 1, sigma: 1, epsilon: 1, seed: 3 },
  noise: noiseSpec('normal'),
};
const wanted: WantedMap = { problem, moving: false, cap: 100_000 };

/** Of a map its problem and its draws alone count here. */
const mapOf = (of: ArgmaxProblem, samples: number | null) =>
  ({ problem: of, samples }) as RegimeMap;

describe('the draws of a map', () => {
  it('are few at first and more at rest, up to what would show', () => {
    const seen: number[] = [];
    let map: RegimeMap | null = null;
    for (let draws = nextDraws(wanted, map); draws !== null; draws = nextDraws(wanted, map)) {
      seen.push(draws);
      map = mapOf(problem, draws);
    }
    expect(seen.slice(0, 3)).toEqual([512, 2048, 4096]);
    expect(seen.at(-1)).toBe(32_768);
    expect(nextDraws({ ...wanted, cap: 3000 }, mapOf(problem, 2048))).toBe(3000);
    expect(nextDraws({ ...wanted, moving: true }, mapOf(problem, 512))).toBeNull();
    expect(nextDraws(wanted, mapOf(problem, null))).toBeNull();
  });

  it('begin anew for another problem, not for another point', () => {
    const map = mapOf(problem, 32_768);
    const other = (patch: Partial<ArgmaxProblem>) =>
      nextDraws({ ...wanted, problem: { ...problem, ...patch } }, map);
    expect(other({ sigma: 2, epsilon: -3 })).toBeNull();
    for (const patch of [{ scores: [2, 0] }, { loss: [1, 0] }, { seed: 4 }, { k: 2 }]) {
      expect(other(patch)).toBe(512);
    }
  });
});

describe('the refinement of a map', () => {
  it('has one request in flight, and after it the newest', async () => {
    const asked: ArgmaxProblem[] = [];
    const shown: RegimeMap[] = [];
    const first = deferred<null>();
    const maps = createMapRefinement({
      async ask(of, draws) {
        asked.push(of);
        if (asked.length === 1) await first.promise;
        return mapOf(of, draws);
      },
      publish: (map) => shown.push(map),
      onError: (error) => expect.unreachable(String(error)),
    });
    const at = (score: number): WantedMap => ({
      ...{ problem: { ...problem, scores: [score, 0] }, moving: true, cap: 100_000 },
    });
    maps.want(at(1));
    await until(() => asked.length === 1);
    maps.want(at(2));
    maps.want(at(3));
    first.resolve(null);
    await until(() => shown.length === 2);
    expect(asked.map(({ scores }) => scores[0])).toEqual([1, 3]);
    maps.want({ ...at(3), moving: false, cap: 4096 });
    await until(() => shown.at(-1)!.samples === 4096);
    expect(shown.map(({ samples }) => samples)).toEqual([512, 512, 2048, 4096]);
  });

  it('tells of a failure, and tries again when it is asked', async () => {
    let broken = true;
    const told: unknown[] = [];
    const shown: RegimeMap[] = [];
    const maps = createMapRefinement({
      async ask(of) {
        if (broken) throw new Error('no thread');
        return mapOf(of, null);
      },
      publish: (map) => shown.push(map),
      onError: (error) => told.push(error),
    });
    maps.want(wanted);
    await until(() => told.length === 1);
    broken = false;
    maps.want(wanted);
    await until(() => shown.length === 1);
    expect(told).toEqual([new Error('no thread')]);
  });
});
