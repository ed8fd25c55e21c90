import type { TerrainData, TerrainDraws } from '../../../charts/terrain/data';
import { terrainNames } from '../../../core/terrain/kinds';
import type { FigureTable } from '../../../ui/figure/types';
import type { DrawsReply } from '../compute/protocol';
import { terrainLike } from '../experiment/land';
import { cheapestPath, costOfPath, type Path, type PathProblem } from '../experiment/problem';
import { costsOf, landOfValues, problemOf, sameProblem, targetOf } from '../model';
import type { PathsValues } from '../params';

/** Draws that are drawn one by one. */
export const THREADS = 64;

/** Share of the cells that may be marked as changed. */
const MOST_MARKED = 0.3;

/** Paths whose costs differ by less are equally cheap. */
const ROUNDING = 1e-9;

/** What stays while only the noise changes. */
export interface Ground {
  /** Cells of a side. */
  readonly size: number;
  readonly costs: readonly number[];
  readonly path: Path;
  readonly cost: number;
  /** The path of the map itself, which is wanted. */
  readonly target: Path;
  /** What that costs at present. */
  readonly targetCost: number;
  /** Costs of the map itself. */
  readonly own: readonly number[];
  readonly looks: readonly number[];
  readonly changed: readonly number[];
}

/** The map of the moment under its noise. */
export interface Stage extends Ground {
  readonly problem: PathProblem;
}

export function groundOf(values: Pick<PathsValues, 'map' | 'size' | 'costs' | 'moves'>): Ground {
  const costs = costsOf(values);
  const grid = { size: Number(values.size), moves: values.moves };
  const path = cheapestPath(grid, costs);
  const target = targetOf(values);
  const own = landOfValues(values).costs;
  return {
    ...{ size: grid.size, costs, path, target, own, cost: costOfPath(path, costs) },
    targetCost: costOfPath(target, costs),
    looks: costs.map(terrainLike),
    changed: Array.from(costs.keys()).filter((cell) => costs[cell] !== own[cell]),
  };
}

export const stageOf = (values: PathsValues, ground = groundOf(values)): Stage => ({
  ...ground,
  problem: problemOf(values, ground.costs),
});

/** Whether the cheapest path is the one that is wanted. */
export const isThere = ({ cost, targetCost }: Ground) => targetCost <= cost + ROUNDING;

/** How much dearer the cheapest path of the present costs is on the map itself than the one that is wanted. */
export const detourOf = ({ path, target, own }: Ground): number =>
  costOfPath(path, own) / costOfPath(target, own) - 1;

/** The land with its names. */
export const landData = ({ size, costs, looks }: Ground) => ({
  ...{ size, costs, looks, names: terrainNames },
});

/**
 * @param reply what the worker has told last, of another sigma too, which it says: a map under a hand is not
 *   empty meanwhile, and is drawn anew when there is something new
 */
export function terrainData(ground: Ground, reply: DrawsReply | null): TerrainData {
  const { size, costs, path, cost, target, changed } = ground;
  const fits = reply?.problem.size === size;
  return {
    ...{ ...landData(ground), path, cost },
    // where hardly a cell is as it was, marks would say nothing
    changed: changed.length > MOST_MARKED * costs.length ? [] : changed,
    target: isThere(ground) ? null : target,
    draws: fits ? drawsData(ground, reply) : null,
  };
}

function drawsData({ costs, cost }: Ground, reply: DrawsReply): TerrainDraws {
  const { problem, samples, visits, paths, taken, below } = reply;
  // what may not turn back takes costs of either sign
  const clamps = problem.moves === 'all';
  return {
    ...{ samples, sigma: problem.sigma },
    clamped: clamps ? below / (samples * visits.length) : 0,
    shares: visits.map((count) => count / samples),
    threads: taken.slice(0, THREADS).map((number) => paths[number].path),
    paths: paths
      .map(({ path, count }) => ({
        ...{ path, share: count / samples },
        extra: Math.max(0, costOfPath(path, costs) - cost),
      }))
      .sort((a, b) => b.share - a.share || a.extra - b.extra),
  };
}

/** Share of the draws that take a cheapest path. */
export const cheapestShare = ({ paths }: TerrainDraws): number =>
  paths.reduce((sum, { share, extra }) => sum + (extra < ROUNDING ? share : 0), 0);

/** Whether the reply is of these values. */
export const isOf = (stage: Stage, reply: { readonly problem: PathProblem } | null) =>
  reply !== null && sameProblem(reply.problem, stage.problem);

/** Every cell with its cost and how many draws go over it. */
export function terrainTable({ size, costs, looks, names, path, draws }: TerrainData): FigureTable {
  return {
    columns: ['row', 'column', 'terrain', 'cost', 'on the cheapest path', 'share of the draws'],
    rows: Array.from(costs, (cost, cell) => [
      Math.floor(cell / size) + 1,
      (cell % size) + 1,
      names[looks[cell]],
      cost,
      path.includes(cell) ? 1 : 0,
      draws ? draws.shares[cell] : '',
    ]),
  };
}
