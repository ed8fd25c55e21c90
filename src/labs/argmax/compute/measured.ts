import { closedFormMap, hasClosedForm } from '../../../core/maps/closed-form';
import type { MeasuredMap } from '../../../core/maps/difference';
import { addMapSums, CHUNK, GROUPS, mapErrors, ROUND, totalOf } from '../../../core/maps/groups';
import { mapTruth, type MapGrid, type MapTruth } from '../../../core/maps/regime-map';
import { mapFromSums } from '../../../core/maps/sampled';
import { addMapDraws, emptyMapSums, type MapSums } from '../../../core/maps/sums';
import type { ArgmaxProblem } from '../../../core/problem';
import { fullGrid } from './maps';
import type { MeasuredRequest } from './protocol';

/** A range of the draws of a map: it names its sums completely. */
export interface MapShare {
  readonly problem: ArgmaxProblem;
  readonly grid: MapGrid;
  readonly first: number;
  readonly count: number;
}

/** The sums of a range. */
export function mapDraws({ problem, grid, first, count }: MapShare): MapSums {
  const sums = emptyMapSums(problem.scores.length, grid);
  addMapDraws(sums, problem, grid, first, count);
  return sums;
}

interface Held {
  readonly key: string;
  readonly grid: MapGrid;
  readonly truth: MapTruth;
  /** Runs of CHUNK draws in turn. */
  readonly groups: readonly MapSums[];
  samples: number;
}

interface MeasuredOptions {
  /** The sums of every range, on all threads at once. */
  draw(shares: readonly MapShare[]): Promise<MapSums[]>;
  /** Hears when draws have been made: by then all threads are there. */
  told(): void;
}

export type MeasuredMaps = (
  request: MeasuredRequest,
  breathe: () => Promise<void>,
) => Promise<MeasuredMap>;

/** Two maps are compared: the draws of both are kept. */
const KEPT = 2;

/**
 * Maps with their standard errors, which are there after every ROUND draws. Draws that the last maps of the same
 * problems have are not made again; requests wait for each other.
 */
export function createMeasuredMaps({ draw, told }: MeasuredOptions): MeasuredMaps {
  let held: readonly Held[] = [];
  let last: Promise<unknown> = Promise.resolve();

  function heldFor(request: MeasuredRequest): Held {
    const { problem, sigmas, epsilons, draws } = request;
    const { scores, loss, k, noise, seed } = problem;
    const key = JSON.stringify([scores, loss, k, noise, seed, sigmas, epsilons]);
    const known = held.find((one) => one.key === key);
    if (known && known.samples <= draws) return known;
    const grid = fullGrid(request);
    const truth = known?.truth ?? mapTruth(problem, grid);
    const groups = Array.from({ length: GROUPS }, () => emptyMapSums(scores.length, grid));
    return { key, grid, truth, groups, samples: 0 };
  }

  async function sampled(
    request: MeasuredRequest,
    breathe: () => Promise<void>,
  ): Promise<MeasuredMap> {
    const { problem, draws, batch } = request;
    if (draws % CHUNK !== 0 || draws <= 0) {
      throw new RangeError(`draws must be a multiple of ${CHUNK}, got ${draws}`);
    }
    const own = heldFor(request);
    const { grid, truth, groups } = own;
    held = [own, ...held.filter(({ key }) => key !== own.key)].slice(0, KEPT);
    while (own.samples < draws) {
      await breathe();
      const first = own.samples;
      const count = Math.min(GROUPS, (draws - first) / CHUNK);
      const shares = Array.from({ length: count }, (_, i) => ({
        ...{ problem, grid, first: first + i * CHUNK, count: CHUNK },
      }));
      const sums = await draw(shares);
      sums.forEach((more, i) => addMapSums(groups[(first / CHUNK + i) % GROUPS], more));
      own.samples += count * CHUNK;
    }
    told();
    const map = mapFromSums(problem, grid, truth, totalOf(groups, grid));
    const errors = draws % ROUND === 0 ? mapErrors(problem, grid, truth, groups, batch) : null;
    return { map, errors, draws: batch };
  }

  return (request, breathe) => {
    const { problem, batch } = request;
    if (hasClosedForm(problem)) {
      told();
      const map = closedFormMap(problem, fullGrid(request));
      return Promise.resolve({ map, errors: null, draws: batch });
    }
    const mine = last.then(() => sampled(request, breathe));
    // who comes next waits for the end, not for a success
    last = mine.catch(() => undefined);
    return mine;
  };
}
