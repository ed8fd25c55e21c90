import type { MeasuredMap } from '../../../core/maps/difference';
import { CHUNK, ROUND } from '../../../core/maps/groups';
import type { ArgmaxProblem } from '../../../core/problem';
import type { Ends } from '../../../charts/shared/scale';
import { sameRange } from './ranges';

/** A map that the page would show. */
export interface WantedMap {
  readonly problem: ArgmaxProblem;
  /** Draws that one estimate averages (M). */
  readonly batch: number;
  /** Ends of the noise scales, and of the sizes of the loss weights. */
  readonly sigmas: Ends;
  readonly epsilons: Ends;
}

/** All maps that are shown, in their order. */
export interface WantedMaps {
  readonly maps: readonly WantedMap[];
  /** A hand moves something: a first look is enough. */
  readonly moving: boolean;
  /** Draws of a map that is done. */
  readonly draws: number;
}

export type ShownMaps = readonly (MeasuredMap | null)[];

interface MapsRefinementOptions {
  /** @param draws does not count where there is a closed form */
  ask(wanted: WantedMap, draws: number): Promise<MeasuredMap>;
  publish(shown: ShownMaps): void;
  onError(error: unknown): void;
}

/** Draws of the first look. */
const FIRST = 2 * CHUNK;

/** What a map depends on: all of a problem but sigma and epsilon. */
const keyOf = ({ scores, loss, k, noise, seed }: ArgmaxProblem): string =>
  JSON.stringify([scores, loss, k, noise, seed]);

/** What is to be asked for next: of which map, and with how many draws; null if all are as they are wanted. */
export function nextMap(
  { maps, moving, draws }: WantedMaps,
  shown: ShownMaps,
): { readonly place: number; readonly draws: number } | null {
  let next: { place: number; draws: number } | null = null;
  maps.forEach((wanted, place) => {
    const due = dueDraws(wanted, shown[place] ?? null, draws, moving);
    // first looks before second ones
    if (due !== null && (next === null || due < next.draws)) next = { place, draws: due };
  });
  return next;
}

/** Whether a map has the ends that are wanted. */
export function isOf(
  { sigmas, epsilons }: Pick<WantedMap, 'sigmas' | 'epsilons'>,
  { map: { grid } }: MeasuredMap,
): boolean {
  const half = grid.epsilons.length / 2;
  return (
    sameRange(sigmas, [grid.sigmas[0], grid.sigmas.at(-1)!]) &&
    sameRange(epsilons, [grid.epsilons[half], grid.epsilons.at(-1)!])
  );
}

function dueDraws(
  wanted: WantedMap,
  shown: MeasuredMap | null,
  most: number,
  moving: boolean,
): number | null {
  const { problem, batch } = wanted;
  if (!shown || keyOf(shown.map.problem) !== keyOf(problem) || !isOf(wanted, shown)) {
    return Math.min(FIRST, most);
  }
  const { samples } = shown.map;
  if (samples === null || moving) return null;
  // the standard errors are those of another M
  if (shown.errors && shown.draws !== batch) return samples;
  if (samples === most) return null;
  return Math.min(most, ROUND * (Math.floor(samples / ROUND) + 1));
}

/** The shown maps as estimates of the wanted numbers of draws: without standard errors nothing is to be asked. */
const withBatch = (maps: readonly WantedMap[], shown: ShownMaps): ShownMaps =>
  maps.map(({ batch }, place) => {
    const one = shown[place] ?? null;
    return one && !one.errors && one.draws !== batch ? { ...one, draws: batch } : one;
  });

/** One request in flight; after it what was wanted meanwhile, and more draws while nothing moves. */
export function createMapsRefinement({ ask, publish, onError }: MapsRefinementOptions) {
  let wanted: WantedMaps | null = null;
  let shown: ShownMaps = [];
  let busy = false;

  function show(next: ShownMaps): void {
    if (next.length === shown.length && next.every((one, i) => one === shown[i])) return;
    shown = next;
    publish(shown);
  }

  async function run(): Promise<void> {
    try {
      for (;;) {
        if (!wanted) break;
        show(withBatch(wanted.maps, shown));
        const next = nextMap(wanted, shown);
        if (!next) break;
        const map = await ask(wanted.maps[next.place], next.draws);
        // the second map may be gone by now
        if (next.place < wanted.maps.length) show(shown.with(next.place, map));
      }
    } catch (error) {
      onError(error);
    } finally {
      busy = false;
    }
  }

  return {
    want(next: WantedMaps): void {
      wanted = next;
      if (busy) return;
      busy = true;
      queueMicrotask(() => void run());
    },
    /** Shows maps of a file; those that fit what is wanted next are not asked for again. */
    load(maps: ShownMaps): void {
      show(maps);
    },
  };
}
