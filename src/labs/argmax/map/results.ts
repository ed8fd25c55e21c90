import type { StoreApi } from 'zustand/vanilla';
import type { ShownMaps } from './refinement';

/** What the work has told so far. */
export interface MapState {
  /** The map, and the one beside it if there is one; null until it is there. */
  readonly maps: ShownMaps;
  /** Version of the project that made the maps, where they are those of a file. */
  readonly recorded: string | null;
}

export interface MapResults extends Pick<
  StoreApi<MapState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Shows maps of a file, until others are computed. */
  load(maps: ShownMaps, version: string): void;
}
