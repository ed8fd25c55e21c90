import type { Numbers } from '../shared/size';

/** The numbers of the cells that a path goes over, in their order. */
export type CellPath = readonly number[];

/** A square of cells that cost something, row by row from the top left. */
export interface LandData {
  /** Cells of a side. */
  readonly size: number;
  readonly costs: Numbers;
  /** What each cell looks like: the number of a terrain, the cheapest first, at most five of them. */
  readonly looks: readonly number[];
  readonly names: readonly string[];
}

/** A path that some of the draws take. */
export interface TakenPath {
  readonly path: CellPath;
  readonly share: number;
  /** What it costs without noise, more than the cheapest one. */
  readonly extra: number;
}

export interface TerrainData extends LandData {
  /** The cheapest path, and what it costs. */
  readonly path: CellPath;
  readonly cost: number;
  /** The path that is wanted, where that is another one. */
  readonly target: CellPath | null;
  /** Cells whose cost the reader has changed. */
  readonly changed: readonly number[];
  /** What the draws do; null while they are being solved. */
  readonly draws: TerrainDraws | null;
}

export interface TerrainDraws {
  readonly sigma: number;
  readonly samples: number;
  /** Share of the noisy costs that are below 0 and count as 0. */
  readonly clamped: number;
  /** Share of the draws that go over each cell. */
  readonly shares: Numbers;
  /** Paths of the first draws, each drawn as a thread of its own. */
  readonly threads: readonly CellPath[];
  /** All different paths, those first that most draws take. */
  readonly paths: readonly TakenPath[];
}
