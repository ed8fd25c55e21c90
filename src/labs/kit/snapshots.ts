import type { SnapshotEffort, SnapshotMap } from '../../core/maps/snapshot';
import { mapGrid, type MapGrid } from '../../core/maps/regime-map';

/** A training as it stands, of which a map is wanted. */
export interface WantedSnapshot {
  /** What the map depends on, but for the weights: another one is another map. */
  readonly kind: string;
  /** The weights: a step more, and a map of the step before is better than none. */
  readonly weights: string;
}

/** A map with what it is of. */
export interface ShownSnapshot<Wanted extends WantedSnapshot, Shown = SnapshotMap> {
  readonly map: Shown;
  readonly of: Wanted;
}

/** Cells of a map and what is spent on them. */
export interface SnapshotLevel {
  /** Noise scales, and loss weights on each side of 0. */
  readonly columns: number;
  readonly half: number;
  readonly effort: SnapshotEffort;
}

type Bounds = readonly [number, number];

export const levelGrid = (
  { columns, half }: Pick<SnapshotLevel, 'columns' | 'half'>,
  bounds: { readonly sigma: Bounds; readonly epsilon: Bounds },
): MapGrid => mapGrid(bounds.sigma, bounds.epsilon, columns, half);

interface FollowOptions<Wanted extends WantedSnapshot, Shown> {
  /** How often a map of the same weights is measured, each time better. */
  levels(wanted: Wanted): number;
  ask(wanted: Wanted, level: number, signal: AbortSignal): Promise<Shown>;
  publish(shown: ShownSnapshot<Wanted, Shown>): void;
  onError(error: unknown): void;
}

interface Flight<Wanted> {
  readonly of: Wanted;
  readonly level: number;
  readonly stop: AbortController;
}

/**
 * Maps that follow a training: one is measured at a time, the next one of the newest weights, once the last is
 * there. Where the weights stay, it gets better; where they don't, or another training is wanted, that is given up.
 */
export function createSnapshots<Wanted extends WantedSnapshot, Shown = SnapshotMap>(
  options: FollowOptions<Wanted, Shown>,
) {
  let wanted: Wanted | null = null;
  let shown: { readonly of: Wanted; readonly level: number } | null = null;
  let flight: Flight<Wanted> | null = null;

  const sameWeights = (a: Wanted, b: Wanted) => a.kind === b.kind && a.weights === b.weights;

  function next(): Flight<Wanted> | null {
    if (!wanted) return null;
    const level = shown && sameWeights(shown.of, wanted) ? shown.level + 1 : 0;
    return level < options.levels(wanted)
      ? { of: wanted, level, stop: new AbortController() }
      : null;
  }

  async function run(): Promise<void> {
    for (flight = next(); flight; flight = next()) {
      const { of, level, stop } = flight;
      try {
        const map = await options.ask(of, level, stop.signal);
        if (stop.signal.aborted) continue;
        shown = { of, level };
        options.publish({ map, of });
      } catch (error) {
        if (stop.signal.aborted) continue;
        // what has failed once is not asked for again
        if (wanted === of) wanted = null;
        options.onError(error);
      }
    }
  }

  return {
    /** Follows these weights from now on; null for none, out of sight. */
    want(now: Wanted | null): void {
      wanted = now;
      if (!flight) {
        void run();
        return;
      }
      const { of, level, stop } = flight;
      const better = level > 0 && !(now && sameWeights(of, now));
      if (!now || of.kind !== now.kind || better) stop.abort();
    },
  };
}
