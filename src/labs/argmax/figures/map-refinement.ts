import type { RegimeMap } from '../../../core/maps/regime-map';
import type { ArgmaxProblem } from '../../../core/problem';

/** A map that a figure would show. */
export interface WantedMap {
  readonly problem: ArgmaxProblem;
  /** A hand moves something: a first look is enough. */
  readonly moving: boolean;
  /** Draws at most. */
  readonly cap: number;
}

interface MapRefinementOptions {
  /** @param draws does not count where there is a closed form */
  ask(problem: ArgmaxProblem, draws: number): Promise<RegimeMap>;
  publish(map: RegimeMap): void;
  onError(error: unknown): void;
}

/** Draws of the first look, and of every further one. */
const FIRST = 512;
const MORE = 2048;
/** Draws of a map that is done: more would hardly show. */
export const MOST = 32_768;

/** What a map depends on: all of a problem but sigma and epsilon. */
const keyOf = ({ scores, loss, k, noise, seed }: ArgmaxProblem): string =>
  JSON.stringify([scores, loss, k, noise, seed]);

/** Draws to ask for next, null if the map is what is wanted. */
export function nextDraws(wanted: WantedMap, map: RegimeMap | null): number | null {
  const { problem, moving, cap } = wanted;
  const most = Math.min(cap, MOST);
  if (!map || keyOf(map.problem) !== keyOf(problem)) return Math.min(FIRST, most);
  if (moving || map.samples === null || map.samples >= most) return null;
  return Math.min(most, MORE * (Math.floor(map.samples / MORE) + 1));
}

/** One request in flight; after it the newest of what was wanted meanwhile, and more draws while nothing moves. */
export function createMapRefinement({ ask, publish, onError }: MapRefinementOptions) {
  let wanted: WantedMap | null = null;
  let map: RegimeMap | null = null;
  let busy = false;

  async function run(): Promise<void> {
    try {
      for (;;) {
        const draws = wanted && nextDraws(wanted, map);
        if (!wanted || draws === null) break;
        map = await ask(wanted.problem, draws);
        publish(map);
      }
    } catch (error) {
      onError(error);
    } finally {
      busy = false;
    }
  }

  return {
    want(next: WantedMap): void {
      wanted = next;
      if (busy) return;
      busy = true;
      queueMicrotask(() => void run());
    },
  };
}
